# Runs a command whose /tmp and its like are its own, but for one folder.
# usage: apart.sh FOLDER SIZE COMMAND...
keep=$1 size=$2
shift 2
mount --bind "$keep" /mnt || exit
for d in /tmp /var/tmp /dev/shm; do
  mount -t tmpfs -o "size=$size,mode=1777" tmpfs "$d" || exit
done
# Runs of root keep their lease there.
mount -t tmpfs -o "size=$size,mode=755" tmpfs /run && mkdir /run/sshd || exit
mkdir -p "$keep" && mount --move /mnt "$keep" || exit
exec "$@"
