# Runs a script of a lab when no other is at it: one of a command that was killed may still be.
# usage: alone.sh FOLDER SCRIPT WORD...
lab=$1
script=$2
shift 2
exec 8>"$lab/run/lock"
flock 8
sh "$lab/sh/$script.sh" "$lab" "$@"
