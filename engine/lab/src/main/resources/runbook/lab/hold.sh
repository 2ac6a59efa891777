# Holds a lab: PID 1 of a process namespace, with its own mount and network namespaces. Everything
# in the lab is inside them, so nothing is left when this process ends.
# usage: hold.sh FOLDER; prints "here", then waits for "go", sent when its id is recorded.
set -eu
lab=$1
run=$lab/run

echo here
read -r go || exit 1
[ "$go" = go ]

mount -t proc proc /proc
mount -t tmpfs -o mode=700 lab "$run"
mkdir "$run/cgroup" "$run/hosts" "$run/controller"
mount -t cgroup2 cgroup2 "$run/cgroup"
mkdir -p "$run/cgroup/$(cat "$lab/cgroup")"

ip link set lo up
ip link add lan type bridge forward_delay 0
ip link set lan up

net=$run/controller/net
: >"$net"
unshare --net="$net" true
ip link add controller type veth peer name eth0 netns "$net"
ip link set controller master lan up
nsenter --net="$net" ip -batch "$lab/controller.ip"

# The caller may be gone; this file tells the next command that the setup is complete.
: >"$run/held"
echo held || :
# A shell that waits for its own child also reaps orphans.
exec </dev/null >/dev/null 2>&1
sleep infinity &
wait
