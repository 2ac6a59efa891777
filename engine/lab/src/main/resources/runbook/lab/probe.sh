# Tries the kernel features that a lab needs, in namespaces that end with this process.
# usage: probe.sh FOLDER; prints on stderr what failed
set -u
folder=$1
refused() { echo "$*" >&2; exit 1; }
mount -t proc proc /proc || refused "no /proc can be mounted"
mount -t tmpfs probe "$folder" || refused "no tmpfs can be mounted"
cd "$folder" || exit 1
mkdir upper work root cgroup
mount -t cgroup2 cgroup2 cgroup || refused "no cgroup2 can be mounted"
mkdir "cgroup/runbook-probe-$2" || refused "no cgroup can be made"
rmdir "cgroup/runbook-probe-$2"
mount -t overlay overlay -o lowerdir=/,upperdir=upper,workdir=work root \
  || refused "no overlay of / can be mounted"
[ -x root/bin/sh ] && [ -x root/lib/systemd/systemd ] \
  || refused "/usr is not on the same file system as /"
ip link add lan type bridge || refused "no bridge can be made"
ip link add v1 type veth peer name v2 || refused "no veth pair can be made"
