# Prints the state of hosts.
# usage: state.sh FOLDER HOST...; prints for each its name, its state, and "cut" or "joined"
lab=$1
shift
for host; do
  state=off
  if [ -s "$lab/run/hosts/$host/watch" ]; then
    state=$(sh "$lab/sh/enter.sh" "$lab" "$host" systemctl is-system-running 2>/dev/null | head -n 1)
  fi
  # A killed command may have recorded a state that it did not apply.
  link=$(cat "$lab/run/hosts/$host/linked" 2>/dev/null)
  echo "$host ${state:-booting} ${link:-$(sh "$lab/sh/plug.sh" "$lab" "$host")}"
done
