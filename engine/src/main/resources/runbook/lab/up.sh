# Switches hosts on, those of them that are off.
# usage: up.sh FOLDER HOST...
set -eu
lab=$1
shift
# One that was orphaned by a killed command may still be at it.
exec 8>"$lab/run/lock"
flock 8
sh "$lab/sh/base.sh" "$lab"
for host; do
  sh "$lab/sh/on.sh" "$lab" "$host"
done
