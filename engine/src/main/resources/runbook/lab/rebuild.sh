# Gives a host a new disk, and when told so a new host key.
# usage: rebuild.sh FOLDER HOST [new-key]
set -eu
lab=$1
host=$2
sh "$lab/sh/off.sh" "$lab" "$host"
rm -rf "$lab/hosts/$host/disk" "$lab/hosts/$host/work"
[ "${3:-}" != new-key ] || rm -f "$lab/hosts/$host/hostkey" "$lab/hosts/$host/hostkey.pub"
exec sh "$lab/sh/on.sh" "$lab" "$host"
