# shellcheck disable=SC2034,SC2086,SC2154 # words are split on purpose; others set and use variables of these
me='' states='' digests='' link_read='' newline='
'

# look_ahead [PATH BYTES DIGEST]...: reads all paths with two processes. Unusual names are left to
# look_at, because they could be mistaken for others in the output.
look_ahead() {
  set -f
  there='' files=''
  while [ $# -gt 2 ]; do
    case $1 in
    *[!A-Za-z0-9/._+:@=-]*) ;;
    *)
      if [ -L "$1" ]; then there="$there $1"
      elif [ -e "$1" ]; then
        there="$there $1"
        if [ -f "$1" ] && [ -r "$1" ] && [ "$1" != "${rb_written-}" ]; then files="$files $1"; fi
      fi ;;
    esac
    shift 3
  done
  if [ -n "$there" ] && has stat; then states=$(stat -c '%A %u %g %s %U %G %n' -- $there); fi
  if [ -n "$files" ] && has sha256sum; then digests=$(sha256sum $files); fi
}

# is_written PATH SIZE: succeeds if the file is the short text that this shell wrote last, and puts its
# digest in h. Without a process. The shell skips bytes of value 0, but the size shows them.
is_written() {
  if [ "$1" != "${rb_written-}" ] || [ "$2" != "$rb_size" ]; then return 1; fi
  h=$rb_digest
  rb_holds "$1" "$rb_text"
}

# line_of TEXT SEPARATOR PATH: puts the beginning of the line that ends with the path in l.
line_of() {
  case $newline$1$newline in *"$2$3$newline"*) ;; *) return 1 ;; esac
  l=$newline$1$newline
  l=${l%%"$2$3$newline"*}
  l=${l##*"$newline"}
}

# has_link PATH: succeeds if a folder on the way is a link.
has_link() {
  set -- / "${1#/}/"
  while [ -n "$2" ]; do
    if [ -L "$1${2%%/*}" ]; then return 0; fi
    set -- "$1${2%%/*}/" "${2#*/}"
  done
  return 1
}

# look_parent FOLDER: prints the state of the folder, its real path if a link leads to it, and the number
# and name of its group if new files inherit it. Sets hidden if what is in it cannot be seen.
look_parent() {
  a=$1 hidden=''
  while [ ! -e "${a:-/}" ] && [ ! -L "$a" ]; do a=${a%/*}; done
  if [ -d "${a:-/}" ] && [ ! -x "${a:-/}" ]; then hidden=yes; fi
  r=
  if has_link "$1"; then
    r=$(rb_enter "$1" 2>/dev/null && pwd -P) || r=$(cd -P "$1" 2>/dev/null && echo " $PWD")
    case $r in *"$newline"*) r= ;; esac
  fi
  if [ ! -d "$1" ]; then
    if [ -e "${a:-/}" ]; then echo missing; else echo astray; fi
  elif [ "$r" != "${r# }" ]; then echo foreign_link
  elif [ -w "$1" ] && [ -x "$1" ]; then
    if [ -k "$1" ] && [ ! -O "$1" ] && [ "${me#uid=0(}" = "$me" ]; then echo sticky
    else echo open; fi
  else echo closed; fi
  r=${r# }
  [ "$r" != "$1" ] || r=
  printf '%s\n' "$r"
  if [ -d "$1" ] && [ -g "$1" ]; then
    l=$(ls -ldn "$1/.") && set -- "$1" $l && i=$5 &&
      l=$(ls -ld "$1/.") && set -- "$1" $l && echo "$i $5" || return
  else echo; fi
}

# look_at PATH BYTES DIGEST: prints the output of id, what look_parent prints, a line of ls with numbers
# and names, and then, depending on the kind of file, the target of a link, the digest of a file, or its
# size and bytes if there are at most BYTES and they do not have the digest.
look_at() {
  set -f
  p=$1 d=${1%/*} fetch=$2 known=$3
  d=${d:-/}
  me=${me:-${rb_id:-$(id)}}
  [ -n "$me" ] || { echo "cannot tell who this is"; return 1; }
  printf '%s\n' "$me"
  look_parent "$d" || return
  if [ -z "$hidden" ] && [ ! -e "$p" ] && [ ! -L "$p" ]; then
    echo absent
    return
  fi
  if line_of "$states" ' ' "$p"; then
    set -- $l
    # A name with a space makes more words, and a number may have no name.
    [ $# != 6 ] || case $1$5$6 in
    *UNKNOWN*) ;;
    -*)
      echo "$1 $2 $3 $5 $6"
      look_into "$4"
      return ;;
    l*)
      # A line break at the end is lost here. The query of links needs the last target again.
      t=$(readlink "$p" 2>/dev/null)
      if [ ${#t} = "$4" ]; then
        link_read=$p link_target=$t
        printf '%s\n' "$1 $2 $3 $5 $6" "$t"
        return
      fi ;;
    *)
      echo "$1 $2 $3 $5 $6"
      return ;;
    esac
  fi
  look_closely
}

# look_closely: prints the rest of what look_at prints about $p.
look_closely() {
  l=$(ls -ldn "$p" 2>&1) || {
    case $l in
    *": No such file or directory" | *": Not a directory") echo absent; return 0 ;;
    *) printf '%s\n' "$l"; return 1 ;;
    esac
  }
  n=$(ls -ld "$p") || return
  # A name with a space makes more words; the number is used instead.
  set -- $n
  count=$# user=$3 group=$4
  set -- $l
  [ $# = $count ] || user=$3 group=$4
  echo "$1 $3 $4 $user $group"
  case $1 in
  l*)
    t=${l#*" $p -> "}
    readlink "$p" 2>/dev/null || printf '%s\n' "$t" ;;
  -*) look_into "$5" ;;
  esac
}

# look_into SIZE: prints the digest or the bytes of $p.
look_into() {
  if [ ! -r "$p" ]; then echo unreadable; return; fi
  if line_of "$digests" '  ' "$p"; then h=$l
  elif is_written "$p" "$1"; then :
  else h=$(digest <"$p") || return; fi
  h=${h%% *}
  [ "$h" != "$known" ] || fetch=-1
  # Without a tool for digests, a file up to this size is fetched as a whole.
  if [ "$h" = none ]; then
    fetch=10000000
    [ "$1" -le $fetch ] || { echo "no tool for digests (such as sha256sum)"; return 1; }
  fi
  if [ "$1" -le "$fetch" ]; then echo "fetched $1"; cat "$p"; else echo "$h $1"; fi
}
