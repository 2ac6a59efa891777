# shellcheck disable=SC2086 # words are split on purpose
me=$(id)

# look_at PATH BYTES: prints the output of id, the mode letters of the folder, its real path if a link
# leads to it, the number and name of its group if new files inherit it, a line of ls with numbers and
# names, and then, depending on the kind of file, the target of a link, the digest of a file, or its
# bytes if there are at most BYTES.
look_at() {
  p=$1 d=${1%/*} fetch=$2
  d=${d:-/}
  echo "${me:?cannot tell who this is}"
  if [ ! -d "$d" ]; then
    a=$d
    while [ ! -e "${a:-/}" ] && [ ! -L "$a" ]; do a=${a%/*}; done
    if [ -e "${a:-/}" ]; then echo missing; else echo astray; fi
  elif [ -w "$d" ] && [ -x "$d" ]; then
    if [ -k "$d" ] && [ ! -O "$d" ] && [ "${me#uid=0(}" = "$me" ]; then echo sticky
    else echo open; fi
  else echo closed; fi
  r=$(cd -P "$d" 2>/dev/null && pwd -P)
  case $r in "$d" | *"
"*) echo ;; *) printf '%s\n' "$r" ;; esac
  set -f
  if [ -d "$d" ] && [ -g "$d" ]; then
    l=$(ls -ldn "$d/.") && set -- $l && i=$4 &&
      l=$(ls -ld "$d/.") && set -- $l && echo "$i $4" || exit
  else echo; fi
  l=$(ls -ldn "$p" 2>&1) || {
    case $l in
    *": No such file or directory" | *": Not a directory") echo absent; exit 0 ;;
    *) printf '%s\n' "$l" >&2; exit 1 ;;
    esac
  }
  n=$(ls -ld "$p") || exit
  # A name with a space makes more words; the number is used instead.
  set -- $n
  count=$# user=$3 group=$4
  set -- $l
  [ $# = $count ] || user=$3 group=$4
  echo "$1 $3 $4 $user $group"
  case $1 in
  l*)
    t=${l#*" $p -> "}
    readlink "$p" 2>/dev/null || printf '%s\n' "$t"
    exit ;;
  -*) ;;
  *) exit 0 ;;
  esac
  if [ ! -r "$p" ]; then echo unreadable; exit 0; fi
  h=$(digest <"$p") || exit
  h=${h%% *}
  # Without a tool for digests, a file up to this size is fetched as a whole.
  if [ $h = none ]; then
    fetch=10000000
    [ $5 -le $fetch ] || { echo "no tool for digests (such as sha256sum)" >&2; exit 1; }
  fi
  if [ $5 -le $fetch ]; then echo fetched; cat "$p"; else echo "$h $5"; fi
}
