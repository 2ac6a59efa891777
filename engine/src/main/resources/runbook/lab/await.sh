# Waits until hosts have booted.
# usage: await.sh FOLDER HOST...; a line for each host: its name and systemd's word for its state
lab=$1
shift

booted() {
  left=1200
  while [ "$left" -gt 0 ]; do
    left=$((left - 1))
    state=$(sh "$lab/sh/enter.sh" "$lab" "$1" systemctl is-system-running --wait 2>/dev/null)
    case $state in
      running | degraded | maintenance)
        echo "$1 $state"
        return
        ;;
    esac
    [ -s "$lab/run/hosts/$1/watch" ] || break
    sleep 0.1
  done
  echo "$1 ${state:-off}"
}

for host; do
  booted "$host" &
done
wait
