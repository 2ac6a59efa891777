# Holds a lab: PID 1 of a process namespace, in a mount and a network namespace of its own. Whatever
# a lab makes is inside of them, so when this process ends nothing of it is left.
# usage: hold.sh FOLDER; says "here", and goes on when told to, which is when its id is on record.
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

# Who asked for it may be gone by now: the next one sees that it is whole.
: >"$run/held"
echo held || :
# While a shell waits for its own child it also takes the status of orphans.
exec </dev/null >/dev/null 2>&1
sleep infinity &
wait
