# Waits until hosts have booted.
# usage: await.sh FOLDER HOST...; a line for each host: its name and systemd's word for its state
lab=$1
shift

end=$(($(date +%s) + 180))

booted() {
  while [ "$(date +%s)" -lt "$end" ]; do
    # What waits for good, as a boot that has lost its way lets it, is asked again.
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
