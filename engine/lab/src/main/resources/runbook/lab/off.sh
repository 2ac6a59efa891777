# Cuts the power of a host: its processes get no signal, and the other hosts no packet.
# usage: off.sh FOLDER HOST
# shellcheck disable=SC2154 # the wiring sets the number
set -u
lab=$1
host=$2
run=$lab/run/hosts/$host
. "$lab/hosts/$host/wiring"

ip link set "v$number" down 2>/dev/null
# This also kills a boot that has not become the first process of the host yet.
watch=$(cat "$run/watch" 2>/dev/null)
[ -z "$watch" ] || kill -9 -- "-$watch" 2>/dev/null
init=$(cat "$run/init" 2>/dev/null)
[ -z "$init" ] || kill -9 "$init" 2>/dev/null
while [ -n "$init" ] && kill -0 "$init" 2>/dev/null; do
  sleep 0.02
done
[ ! -e "$run/late" ] || kill "$(cat "$run/late")" 2>/dev/null
ip link del "s$number" 2>/dev/null
rm -f "$run/watch" "$run/init" "$run/late" "$run/linked"
umount "$run/net" 2>/dev/null
ip link del "v$number" 2>/dev/null
exit 0
