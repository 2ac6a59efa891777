# Makes the layer between this machine's root and the disk of every host: it hides private files of
# this machine and sets up what all hosts share.
# usage: base.sh FOLDER; reads its files etc_hosts, users and ports
# shellcheck disable=SC2010,SC2086 # names are those of the system, and words are split on purpose
set -eu
lab=$1
base=$lab/run/base
work=$lab/run/base.work
nothing=$lab/run/base.nothing
[ ! -e "$lab/run/based" ] || exit 0

# Start again if an earlier run was killed.
umount "$work/merged" 2>/dev/null || :
rm -rf "$base" "$work" "$nothing"

# ssh-keygen creates the file of the public key before it writes to it.
[ -s "$lab/key.pub" ] || {
  rm -f "$lab/key"
  ssh-keygen -q -t ed25519 -N '' -C "lab ${lab##*/}" -f "$lab/key"
}

# A host sees only the programs of this machine and their configuration.
gone=$(cd / && ls -A | grep -vxE 'bin|dev|etc|lib[a-z0-9]*|proc|run|sbin|sys|tmp|usr|var' || :)
gone="$gone
$(cd / && ls -Ad etc/ssh/ssh_host_* etc/rc?.d etc/crypttab etc/skel/.bashrc usr/sbin/policy-rc.d 2>/dev/null || :)
$(cd / && ls -Ad var/* var/lib/* | grep -vxE \
  'var/(lib|lock|run|lib/(apt|dbus|dpkg|misc|pam|polkit-1|private|python|sgml-base|sudo|systemd|ucf|xml-core))' || :)"
# What only some users may read can be a secret: passwords, keys, and copies of them.
closed=$(cd / && find etc -xdev -type d ! -perm -005 -prune -print)
gone="$gone
$closed
$(cd / && find etc var/lib/dbus var/lib/dpkg var/lib/systemd var/lib/ucf -xdev -type f ! -perm -004 -print 2>/dev/null \
  | grep -vxE 'etc/(shadow|sudoers)' || :)
$(cd / && ls -Ad etc/passwd- etc/group- var/lib/private/* 2>/dev/null || :)"
empty='boot home media mnt opt root srv usr/local
  etc/systemd/system etc/init.d etc/sudoers.d etc/ssh/sshd_config.d etc/tmpfiles.d etc/profile.d
  etc/cron.d etc/cron.hourly etc/cron.daily etc/cron.weekly etc/cron.monthly etc/update-motd.d
  etc/systemd/system-generators etc/sysctl.d etc/modules-load.d
  var/backups var/cache var/local var/log var/mail var/opt var/spool var/tmp'

# Let the kernel record what is hidden: a file removed in an overlay is hidden below it.
mkdir "$base" "$work" "$nothing"
mkdir "$work/upper" "$work/work" "$work/merged"
(cd "$nothing" && printf '%s\n' "$gone" | sed '/^$/d' | tr '\n' '\0' | xargs -0 mkdir -p && mkdir -p $empty)
mount -t overlay overlay -o "lowerdir=$nothing,upperdir=$base,workdir=$work/work" "$work/merged"
(
  cd "$work/merged"
  printf '%s\n' "$gone" | sed '/^$/d' | tr '\n' '\0' | xargs -0 rm -rf
  rm -rf $empty
  mkdir -p $empty
  printf '%s\n' "$closed" | while read -r folder; do
    [ -n "$folder" ] || continue
    mkdir -p "$folder"
    chown --reference="/$folder" "$folder"
    chmod --reference="/$folder" "$folder"
  done
)
umount "$work/merged"
rm -rf "$work" "$nothing"

cd "$base"
mkdir -p dev proc run sys tmp usr/local/bin usr/local/etc usr/local/include usr/local/lib \
  usr/local/sbin usr/local/share usr/local/src etc/systemd/system/multi-user.target.wants \
  var/log/journal
chmod 700 root
chmod 750 etc/sudoers.d
chmod 1777 tmp var/tmp

cp "$lab/etc_hosts" etc/hosts
: >etc/fstab
: >etc/environment
: >etc/resolv.conf
touch etc/.updated var/.updated

# Accounts: no passwords, only the lab's key.
for file in passwd group shadow; do cp -p "/etc/$file" "etc/$file"; done
sed -i 's/^\([^:]*\):[^:]*:/\1:*:/' etc/shadow
entry() { mkdir -p "$1/.ssh" && cp "$lab/key.pub" "$1/.ssh/authorized_keys" && chmod 700 "$1/.ssh"; }
entry root
id=2000
while read -r user; do
  [ "$user" != root ] || continue
  for file in passwd group shadow; do sed -i "/^$user:/d" "etc/$file"; done
  echo "$user:x:$id:$id::/home/$user:/bin/bash" >>etc/passwd
  echo "$user:x:$id:" >>etc/group
  echo "$user:*:19000:0:99999:7:::" >>etc/shadow
  echo "$user ALL=(ALL:ALL) NOPASSWD: ALL" >>etc/sudoers.d/lab
  entry "home/$user"
  chown -R "$id:$id" "home/$user"
  id=$((id + 1))
done <"$lab/users"
[ ! -e etc/sudoers.d/lab ] || chmod 440 etc/sudoers.d/lab

sftp=/usr/lib/openssh/sftp-server
cp "$lab/ports" etc/ssh/sshd_config
cat >>etc/ssh/sshd_config <<EOF
HostKey /etc/ssh/ssh_host_ed25519_key
UsePAM yes
UseDNS no
KbdInteractiveAuthentication no
PasswordAuthentication no
MaxStartups 200
AcceptEnv LANG LC_*
PrintMotd no
Subsystem sftp $sftp
Include /etc/ssh/sshd_config.d/*.conf
EOF

# A login prints no message of the day, and starts no processes to make one.
if [ -f /etc/pam.d/sshd ]; then
  mkdir -p etc/pam.d
  sed '/pam_motd/d' /etc/pam.d/sshd >etc/pam.d/sshd
fi

# Units: those of a minimal Debian, and sshd.
units=etc/systemd/system
for unit in /lib/systemd/system/ssh.service /lib/systemd/system/sshd.service; do
  [ ! -e "$unit" ] || [ -L "$unit" ] || ln -s "$unit" "$units/multi-user.target.wants/"
done
ln -s /lib/systemd/system/multi-user.target "$units/default.target"
for unit in console-getty.service container-getty@.service getty@.service getty-static.service \
  serial-getty@.service dev-hugepages.mount dev-mqueue.mount proc-sys-fs-binfmt_misc.automount \
  systemd-journald-audit.socket systemd-modules-load.service systemd-hwdb-update.service \
  systemd-timesyncd.service systemd-networkd.service systemd-resolved.service \
  networking.service systemd-udevd.service systemd-udev-trigger.service \
  systemd-udevd-control.socket systemd-udevd-kernel.socket ldconfig.service \
  systemd-ask-password-console.path systemd-ask-password-wall.path user@.service user-runtime-dir@.service \
  systemd-random-seed.service systemd-update-utmp.service systemd-update-utmp-runlevel.service \
  systemd-remount-fs.service systemd-pstore.service systemd-sysusers.service; do
  ln -s /dev/null "$units/$unit"
done
# Generators of packages on this machine could start anything, and those of systemd, which find nothing
# here, cost a process each at every reload. Packages that tests install may have init scripts.
for generator in /lib/systemd/system-generators/*; do
  case ${generator##*/} in
    systemd-sysv-generator) ;;
    *) ln -s /dev/null "etc/systemd/system-generators/${generator##*/}" ;;
  esac
done
ln -s /dev/null etc/tmpfiles.d/systemd-nologin.conf
: >"$lab/run/based"
