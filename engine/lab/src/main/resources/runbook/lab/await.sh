# Waits until hosts have booted.
# usage: await.sh FOLDER HOST...; prints for each host its name and the state that systemd reports
lab=$1
shift

end=$(($(date +%s) + 180))

booted() {
  while [ "$(date +%s)" -lt "$end" ]; do
    # If the boot hangs, --wait never returns: ask again.
    state=$(timeout 60 sh "$lab/sh/enter.sh" "$lab" "$1" systemctl is-system-running --wait 2>/dev/null)
    case $state in
      running | degraded | maintenance)
        echo "$1 $state"
        return
        ;;
    esac
    kill -0 "$(cat "$lab/run/hosts/$1/watch" 2>/dev/null)" 2>/dev/null || break
    sleep 0.1
  done
  echo "$1 ${state:-off}"
}

for host; do
  booted "$host" &
done
wait
