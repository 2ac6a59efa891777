# Tells the state of hosts.
# usage: state.sh FOLDER HOST...; a line for each: its name, systemd's word or "off", cut or joined
lab=$1
shift
for host; do
  state=off
  if [ -s "$lab/run/hosts/$host/watch" ]; then
    state=$(sh "$lab/sh/enter.sh" "$lab" "$host" systemctl is-system-running 2>/dev/null | head -n 1)
  fi
  link=joined
  [ ! -e "$lab/hosts/$host/cut" ] || link=cut
  echo "$host ${state:-booting} $link $(cat "$lab/hosts/$host/slow" 2>/dev/null)"
done
