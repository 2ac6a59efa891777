# Removes what outlives the processes of a lab: its cgroups.
# usage: sweep.sh FOLDER, in a mount namespace of its own
set -eu
lab=$1
mount -t cgroup2 cgroup2 "$lab/run"
group=$lab/run/$(cat "$lab/cgroup")
left=100
while [ -d "$group" ]; do
  find "$group" -depth -type d -exec rmdir {} + 2>/dev/null && continue
  left=$((left - 1))
  [ "$left" -gt 0 ] || {
    echo "the cgroup $(cat "$lab/cgroup") is still in use" >&2
    exit 1
  }
  sleep 0.1
done
