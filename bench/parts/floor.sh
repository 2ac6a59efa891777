# The twelve steps of playbooks/lay-out.yml as one script that reads nothing first. $root is the
# host's folder, and $content is the content of all files.
# shellcheck disable=SC2154 # whoever calls it sets root and content
set -eu
c=$root/etc/etcd d=$root/var/lib/etcd
umask 022
mkdir -p "$c/pki" "$d"
chmod 0755 "$c"
chmod 0700 "$c/pki" "$d"
put() {
  cat >"$1.new" <<END
$content
END
  chmod "$2" "$1.new"
  mv "$1.new" "$1"
}
put "$c/etcd.yml" 0640
put "$c/etcd.service" 0644
put "$c/etcdctl.env" 0644
put "$c/members" 0644
put "$c/etcd-health.sh" 0755
put "$c/MANAGED" 0644
[ -L "$c/data" ] || ln -s "$d" "$c/data"
uname -r
stat "$c/etcd.yml"
put "$d/restart-wanted" 0600
