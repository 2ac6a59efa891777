# shellcheck disable=SC2086 # $long is words
long='' lacks=''

# member_data DIRECTORY LOG: prints the state of the data. The beginning of the log names the
# founders of the cluster; the log contains client URLs once a cluster was formed. A log without its
# first part and a snapshot prove the same. The length of the next entry may follow an entry and
# look like a brace. A host without data waits longer for answers: if it took slow members for
# missing ones, it would found a second cluster.
member_data() {
  if [ -d "$1" ] && ! [ -x "$1" ]; then
    echo "this user may not look into $1: try 'become: true'" >&2
    exit 1
  fi
  d=$1
  set -- "$2"/*.wal
  if ! [ -e "$1" ]; then
    long='--dial-timeout=10s --command-timeout=10s'
    return
  fi
  echo data
  for s in "$d"/member/snap/*.snap; do
    if [ -e "$s" ]; then echo joined; break; fi
  done
  case ${1##*/} in
  0000000000000000-*)
    t=$(dd if="$1" bs=65536 count=16 2>/dev/null | tr -c ' -~' '\n')
    printf '%s\n' "$t" | sed -n 's/.*\({"id":[0-9]*,"peerURLs":[^}]*}\).*/entry \1/p' | sort -u
    case $t in *'"clientURLs":'*) echo joined ;; esac ;;
  *) echo joined ;;
  esac
}

# member_shown COMMAND: runs a sed command on what systemctl showed of the unit.
member_shown() {
  printf '%s\n' "$s" | sed -n "$1"
}

# member_settings UNIT FILE...: prints the cluster settings in the files that the unit names and in
# the unit itself, in their order of precedence, and the state of the unit.
member_settings() {
  u=$1 s=
  shift
  if command -v systemctl >/dev/null 2>&1; then
    s=$(systemctl show -p ActiveState -p ExecStart -p EnvironmentFiles -p Environment -- "$u")
  fi
  for f in $(member_shown 's/^ExecStart=.*--config-file[= ]\([^ ]*\) .*/\1/p') "$@" \
    $(member_shown 's/^EnvironmentFiles=\([^ ]*\).*/\1/p'); do
    if [ -r "$f" ]; then grep -i 'initial[-_]cluster' "$f" | sed 's/^/setting /'; fi
  done
  member_shown 's/^Environment=/setting &/p;s/^ExecStart=/setting &/p' |
    grep -i 'initial[-_]cluster'
  member_shown 's/^ActiveState=/unit /p'
  case $(member_shown 's/^ActiveState=//p') in
  failed | activating)
    journalctl -q -n 6 -o cat --no-pager -u "$u" 2>/dev/null | cut -c 1-400 | sed 's/^/log /' ;;
  esac
}

# member_lacks FILE...: prints the first file that etcdctl needs and this user cannot read.
member_lacks() {
  for f; do
    if ! [ -r "$f" ]; then lacks=$f; echo "lacks $f"; break; fi
  done
}
