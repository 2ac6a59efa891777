# Runs a command on a host without using its network, with the rights of the host's root.
# usage: enter.sh FOLDER HOST COMMAND...
lab=$1
host=$2
shift 2
init=$(cat "$lab/run/hosts/$host/init" 2>/dev/null)
if [ -z "$init" ]; then
  echo "$host is off or still booting" >&2
  exit 69
fi
# The last sh is its parent, outside the host's processes: with nsenter as their parent, a host that
# shuts down and stops all processes would stop nsenter forever.
exec nsenter --target "$init" --all --no-fork -- \
  setpriv --bounding-set -sys_module,-sys_time,-sys_rawio,-mknod,-syslog \
  env -i HOME=/root USER=root LOGNAME=root SHELL=/bin/bash LANG=C.UTF-8 TERM="${TERM:-dumb}" \
  PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
  sh -c '"$@"; exit $?' enter "$@"
