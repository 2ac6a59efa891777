# shellcheck disable=SC2034 # ask.sh uses long
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

# print_settings: prints the lines of its input that are about the initial cluster.
print_settings() {
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
    *[Ii][Nn][Ii][Tt][Ii][Aa][Ll][-_][Cc][Ll][Uu][Ss][Tt][Ee][Rr]*) printf 'setting %s\n' "$line" ;;
    esac
  done
}

# member_settings UNIT FILE...: prints the cluster settings in the files that the unit names and in
# the unit itself, in their order of precedence, and the state of the unit.
member_settings() {
  u=$1 s='' active='' file='' environment='' words=''
  shift
  if command -v systemctl >/dev/null 2>&1; then
    s=$(systemctl show -p ActiveState -p ExecStart -p EnvironmentFiles -p Environment -- "$u")
  fi
  while IFS= read -r line; do
    case $line in
    ActiveState=*) active=${line#*=} ;;
    EnvironmentFiles=*)
      line=${line#*=}
      environment="$environment ${line%% *}" ;;
    Environment=* | ExecStart=*)
      words="$words
$line"
      case $line in *--config-file[=\ ]*)
        line=${line##*--config-file?}
        file=${line%% *} ;;
      esac ;;
    esac
  done <<SHOWN
$s
SHOWN
  for f in $file "$@" $environment; do
    if [ -r "$f" ]; then print_settings <"$f"; fi
  done
  print_settings <<WORDS
$words
WORDS
  [ -z "$active" ] || echo "unit $active"
  case $active in
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
