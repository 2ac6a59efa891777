# Brings the link of a host into the state that is written down for it: cut or joined.
# usage: link.sh FOLDER HOST
set -eu
lab=$1
host=$2
. "$lab/hosts/$host/wiring"
port=v$number

ip link show "$port" >/dev/null 2>&1 || exit 0 # it is off
ip link set "$port" master lan
if [ -e "$lab/hosts/$host/cut" ]; then
  ip link set "$port" down
else
  ip link set "$port" up
fi
