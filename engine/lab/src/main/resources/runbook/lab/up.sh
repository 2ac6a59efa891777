# Switches on those hosts that are off.
# usage: up.sh FOLDER HOST...
set -eu
lab=$1
shift
sh "$lab/sh/base.sh" "$lab"
for host; do
  sh "$lab/sh/on.sh" "$lab" "$host"
done
