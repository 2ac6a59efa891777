# Gives a host a new disk and, if requested, a new host key.
# usage: rebuild.sh FOLDER HOST [new-key]
set -eu
lab=$1
host=$2
home=$lab/hosts/$host
sh "$lab/sh/off.sh" "$lab" "$host"
# If this is killed, a disk that exists must be complete.
rm -rf "$home/disk.old"
[ ! -d "$home/disk" ] || mv "$home/disk" "$home/disk.old"
rm -rf "$home/disk.old" "$home/work"
[ "${3:-}" != new-key ] || rm -f "$home/hostkey" "$home/hostkey.pub"
exec sh "$lab/sh/on.sh" "$lab" "$host"
