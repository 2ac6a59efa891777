# Runs a command in the lab's network, where names are those of its hosts.
# usage: inside.sh FOLDER COMMAND...
lab=$1
shift
mount --bind "$lab/etc_hosts" /etc/hosts
exec "$@"
