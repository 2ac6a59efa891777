# read_home NAME: prints what useradd would put into a home, unless the user exists: a line with
# HOME_MODE and UMASK, then for every file that it copies a line with letters, digest, size and path.
read_home() {
  if ! command -v useradd >/dev/null 2>&1 || id -u -- "$1" >/dev/null 2>&1; then return; fi
  m=- u=022 s=/etc/skel
  if [ -r /etc/login.defs ]; then
    while read -r k v _; do
      case $k in HOME_MODE) m=$v ;; UMASK) u=$v ;; esac
    done </etc/login.defs
  fi
  if [ -r /etc/default/useradd ]; then
    while IFS='=' read -r k v; do
      case $k in SKEL) s=$v ;; esac
    done </etc/default/useradd
  fi
  echo "mode $m $u"
  [ ! -d "$s/." ] || (cd "$s/." && find . ! -name . | sort | while IFS= read -r f; do
    l=$(ls -ldn "$f") || exit
    set -f
    # shellcheck disable=SC2086
    set -- $l
    case $1 in
    -*)
      h=$(digest <"$f")
      echo "$1 ${h%% *} $5 ${f#./}"
      ;;
    *) echo "$1 - 0 ${f#./}" ;;
    esac
  done)
}
