# apt_do WORD...: waits for the lock, finishes an interrupted installation, asks no questions and keeps
# changed settings.
apt_do() {
  k=0 c=
  until o=$(LC_ALL=C DEBIAN_FRONTEND=noninteractive APT_LISTCHANGES_FRONTEND=none \
      apt-get -q -y -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold \
      "$@" 2>&1 </dev/null); do
    case $o in
    *"dpkg was interrupted"*)
      [ -z "$c" ] || k=150
      c=$(LC_ALL=C DEBIAN_FRONTEND=noninteractive dpkg --force-confdef --force-confold \
        --configure -a 2>&1 </dev/null; echo "done")
      [ $k = 150 ] || continue ;;
    *"Could not get lock"* | *"Unable to lock"* | *"Unable to acquire the dpkg"*) ;;
    *) k=150 ;;
    esac
    [ $k -lt 150 ] || { printf '%s\n' "$o" >&2; return 1; }
    k=$((k + 1))
    sleep 2
  done
}

# apt_age: prints how many seconds old the lists are; lists that were partly fetched, or fetched before the
# sources changed, count as old.
apt_age() {
  t=$(stat -c %Y /var/lib/apt/lists 2>/dev/null) || t=0
  [ ! -e /var/lib/apt/runbook-fetches-lists ] || t=0
  [ -z "$(find /etc/apt/sources.list /etc/apt/sources.list.d -newer /var/lib/apt/lists 2>/dev/null)" ] || t=0
  echo $(($(date +%s) - t))
}

# apt_fresh SECONDS: fetches lists that are older.
apt_fresh() {
  [ "$(apt_age)" -gt "$1" ] || [ "$1" = 0 ] || return 0
  f=/var/lib/apt/runbook-fetches-lists
  : >$f && apt_do update && touch /var/lib/apt/lists && rm -f $f
}

# apt_unstarted WORD...: like apt_do, but a policy denies every start, for this one installation only:
# processes without its variable are not affected, even if the policy is never removed.
apt_unstarted() (
  p=/usr/sbin/policy-rc.d
  if [ -e $p ] && ! grep -q RUNBOOK_NO_START $p; then ln -f $p $p.kept || exit; fi
  trap 'if [ -e $p.kept ]; then mv -f $p.kept $p; else rm -f $p; fi' EXIT
  trap 'exit 129' HUP; trap 'exit 130' INT; trap 'exit 143' TERM
  # shellcheck disable=SC2016 # the policy expands them
  printf '%s\n' '#!/bin/sh' '[ -z "$RUNBOOK_NO_START" ] || exit 101' \
    '[ ! -x "$0.kept" ] || exec "$0.kept" "$@"' 'exit 0' >$p.new || exit
  chmod 755 $p.new && mv -f $p.new $p || exit
  export RUNBOOK_NO_START=1
  apt_do "$@"
)

# apt_lists: prints the current user and the age of the lists.
apt_lists() {
  command -v apt-get >/dev/null 2>&1 || { echo "there is no apt on this host" >&2; exit 1; }
  id -u
  apt_age
}
