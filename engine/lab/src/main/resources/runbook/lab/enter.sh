# Runs a command on a host, past its network, with no more rights than the host's own root.
# usage: enter.sh FOLDER HOST COMMAND...
lab=$1
host=$2
shift 2
init=$(cat "$lab/run/hosts/$host/init" 2>/dev/null)
if [ -z "$init" ]; then
  echo "$host is off, or has only begun to boot" >&2
  exit 69
fi
# Its parent, the last sh, stays outside of the host's processes: nsenter as their parent would stop
# for good when a host that goes down stops them all.
exec nsenter --target "$init" --all --no-fork -- \
  setpriv --bounding-set -sys_module,-sys_time,-sys_rawio,-mknod,-syslog \
  env -i HOME=/root USER=root LOGNAME=root SHELL=/bin/bash LANG=C.UTF-8 TERM="${TERM:-dumb}" \
  PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
  sh -c '"$@"; exit $?' enter "$@"
