# Applies the wanted state of the link of a host: cut or joined, slow or not.
# usage: link.sh FOLDER HOST
# shellcheck disable=SC2046,SC2154 # the wiring sets the number, and words are split on purpose
set -eu
lab=$1
host=$2
run=$lab/run/hosts/$host
. "$lab/hosts/$host/wiring"
port=v$number

ip link show "$port" >/dev/null 2>&1 || exit 0 # it is off

rm -f "$run/linked"
if [ -e "$run/late" ]; then
  kill "$(cat "$run/late")" 2>/dev/null || :
  rm "$run/late"
fi
ip link del "s$number" 2>/dev/null || :
tc qdisc del dev "$port" root 2>/dev/null || :

if [ ! -e "$lab/hosts/$host/slow" ]; then
  ip link set "$port" master lan
elif tc qdisc replace dev "$port" root netem $(cat "$lab/hosts/$host/slow") 2>/dev/null; then
  ip link set "$port" master lan
else
  # This kernel has no netem: pass frames between the bridge and the host through late.pl.
  ip link add "s$number" type veth peer name "t$number"
  ip link set "$port" nomaster
  ip link set "s$number" master lan up
  ip link set "t$number" up
  ip link set "$port" up
  setsid perl "$lab/sh/late.pl" "t$number" "$port" $(tr -cd '0-9. ' <"$lab/hosts/$host/slow") \
    </dev/null >>"$lab/hosts/$host/log" 2>&1 8>&- &
  echo $! >"$run/late"
fi

if [ -e "$lab/hosts/$host/cut" ]; then
  ip link set "$port" down
else
  ip link set "$port" up
fi
sh "$lab/sh/plug.sh" "$lab" "$host" >"$run/linked"
