# shellcheck disable=SC2086 # $long is words
long='' lacks=''

# member_data DIRECTORY LOG: tells what is there. What the log begins with tells who founded the
# cluster; client URLs are in it once a cluster has come of it. Behind an entry the length of the next
# may stand, which may look like a brace. A log whose first part is gone, and a snapshot, prove the
# same. A host without data asks longer: to take members that are slow for none would have it found a
# cluster of its own.
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

# member_shown COMMAND: what sed makes of that which systemctl shows of the unit.
member_shown() {
  printf '%s\n' "$s" | sed -n "$1"
}

# member_settings UNIT FILE...: tells what the files the unit names say of the cluster, and what stands
# in the unit itself, in the order that counts; and how the unit is.
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

# member_lacks FILE...: tells the first that etcdctl needs and this user cannot read.
member_lacks() {
  for f; do
    if ! [ -r "$f" ]; then lacks=$f; echo "lacks $f"; break; fi
  done
}

# ask_member NUMBER URL HOST PORT ALL: tells what the member says of the cluster, by ctl. Members are
# asked as well though nobody has said where, if ALL of them count.
ask_member() {
  k=$(try_port "$3" "$4" 2)
  echo "door $1 $k"
  if [ -z "$lacks" ] && { [ "$k" = OPEN ] || [ "$k" = UNKNOWN ]; }; then
    tell "status $1" ctl "$2" $long -w json endpoint status &
    tell "health $1" ctl "$2" -w json endpoint health &
    tell "members $1" ctl "$2" $long -w json member list &
    if [ -n "$5" ]; then
      tell "well $1" ctl "$2" -w json endpoint health --cluster &
    fi
    wait
  fi
}
