# Becomes PID 1 of a host.
# usage: boot.sh FOLDER HOST CGROUP
set -eu
lab=$1
host=$2
group=$3
home=$lab/hosts/$host
root=$lab/run/hosts/$host/root

if [ "${4:-}" != within ]; then
  echo 0 >"$group/cgroup.procs"
  exec unshare --cgroup sh "$0" "$lab" "$host" "$group" within
fi

# The process id as the lab sees it; written once the host can be entered.
read -r id _ </proc/self/stat
exec 9>"$lab/run/hosts/$host/init"

mount -t overlay "$host" \
  -o "lowerdir=$lab/run/base:/,upperdir=$home/disk,workdir=$home/work" "$root"
cd "$root"
mount -t proc proc proc
mount -t sysfs -o ro sysfs sys
mount -t cgroup2 cgroup2 sys/fs/cgroup
mount -t tmpfs -o mode=755,nosuid,nodev run run
mount -t tmpfs -o mode=1777,nosuid,nodev tmp tmp

mount -t tmpfs -o mode=755,nosuid dev dev
for node in null zero full random urandom tty; do
  : >"dev/$node"
  mount --bind "/dev/$node" "dev/$node"
done
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=666,mode=620,gid=5 devpts dev/pts
mount -t tmpfs -o mode=1777,nosuid,nodev shm dev/shm
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
ln -s fd/0 dev/stdin
ln -s fd/1 dev/stdout
ln -s fd/2 dev/stderr

# Settings of the machine's kernel are read-only.
mount --bind proc/sys proc/sys
mount --bind proc/sys/net proc/sys/net
for path in sys sysrq-trigger irq bus fs; do
  [ -e "proc/$path" ] || continue
  [ "$path" = sys ] || mount --bind "proc/$path" "proc/$path"
  mount -o remount,bind,ro "proc/$path"
done

# The journal needs a new boot id for every boot.
cat proc/sys/kernel/random/uuid >run/boot_id
mount --bind run/boot_id proc/sys/kernel/random/boot_id
rm run/boot_id

hostname "$(cat etc/hostname)"
# shellcheck disable=SC3045 # where it is not known, the limit stays
ulimit -Hn 524288 2>/dev/null || :
pivot_root . .
umount -l .
cd /
echo "$id" >&9
exec 9>&-
# Root on a host must not touch the machine's clock, modules, log and devices.
exec setpriv --bounding-set -sys_module,-sys_time,-sys_rawio,-mknod,-syslog \
  env -i container=lab PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
  /lib/systemd/systemd --system --log-target=journal
