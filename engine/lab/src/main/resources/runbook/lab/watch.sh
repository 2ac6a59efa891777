# Keeps a host running: boots it, and again when it reboots.
# usage: watch.sh FOLDER HOST
lab=$1
host=$2
run=$lab/run/hosts/$host
group=$lab/run/cgroup/$(cat "$lab/cgroup")/$host

# on.sh writes this too, but may be killed first.
echo $$ >"$run/watch"

again=129 # ended by a hangup: how the kernel tells a reboot from a halt
status=$again
while [ "$status" = "$again" ]; do
  [ ! -d "$group" ] || find "$group" -depth -type d -exec rmdir {} +
  mkdir "$group"
  nsenter --net="$run/net" unshare --mount --uts --ipc --pid --fork \
    sh "$lab/sh/boot.sh" "$lab" "$host" "$group"
  status=$?
  rm -f "$run/init"
done
rm -f "$run/watch"
