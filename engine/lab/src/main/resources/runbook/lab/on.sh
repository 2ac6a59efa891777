# Switches a host on: a disk and a host key if it has none, a network card, and power.
# usage: on.sh FOLDER HOST
# shellcheck disable=SC2154 # the wiring sets number, hostname and mac
set -eu
lab=$1
host=$2
home=$lab/hosts/$host
run=$lab/run/hosts/$host
. "$home/wiring"

# A process that was killed has an id until its parent has noticed.
is_running() {
  case $(cat "/proc/$1/stat" 2>/dev/null) in
    '' | *') Z '* | *') X '*) return 1 ;;
  esac
}

if [ -s "$run/watch" ] && is_running "$(cat "$run/watch")"; then
  [ "$(cat "$run/linked" 2>/dev/null)" = "$(sh "$lab/sh/plug.sh" "$lab" "$host")" ] \
    || sh "$lab/sh/link.sh" "$lab" "$host"
  exit 0
fi
# Remove what a killed command left behind.
sh "$lab/sh/off.sh" "$lab" "$host"

[ -s "$home/hostkey" ] && [ -s "$home/hostkey.pub" ] || {
  rm -f "$home/hostkey" "$home/hostkey.pub"
  ssh-keygen -q -t ed25519 -N '' -C "$host" -f "$home/hostkey"
}
if [ ! -d "$home/disk" ]; then
  rm -rf "$home/disk.new" "$home/work"
  mkdir -p "$home/disk.new/etc/ssh" "$home/work"
  tr -d - </proc/sys/kernel/random/uuid >"$home/disk.new/etc/machine-id"
  echo "$hostname" >"$home/disk.new/etc/hostname"
  cp -p "$home/hostkey" "$home/disk.new/etc/ssh/ssh_host_ed25519_key"
  cp -p "$home/hostkey.pub" "$home/disk.new/etc/ssh/ssh_host_ed25519_key.pub"
  mv "$home/disk.new" "$home/disk"
fi

mkdir -p "$run/root"
: >"$run/net"
unshare --net="$run/net" true
ip link add "v$number" type veth peer name eth0 address "$mac" netns "$run/net"
nsenter --net="$run/net" ip -batch "$home/ip"
sh "$lab/sh/link.sh" "$lab" "$host"

setsid sh "$lab/sh/watch.sh" "$lab" "$host" </dev/null >"$home/log" 2>&1 8>&- &
echo $! >"$run/watch"
