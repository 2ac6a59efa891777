# Runs a script of a lab while no other runs: a killed command can leave one running.
# usage: alone.sh FOLDER SCRIPT WORD...
lab=$1
script=$2
shift 2
exec 8>"$lab/run/lock"
flock 8
sh "$lab/sh/$script.sh" "$lab" "$@"
