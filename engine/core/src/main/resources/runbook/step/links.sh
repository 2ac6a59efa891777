# links_among PATH…: prints two lines for every symbolic link among the paths and on the way to their
# targets: the link and its target. Each line begins with a dot, which keeps spaces. An empty line
# instead of the target marks an unreadable link.
# shellcheck disable=SC2154 # look.sh sets link_target
links_among() {
  links_seen=' '
  for p; do
    if [ -L "$p" ]; then link_from "$p" 0; fi
  done
}

link_from() {
  case $links_seen in *" $1 "*) return ;; esac
  links_seen="$links_seen$1 "
  t=
  if [ "$2" -ge 40 ]; then :
  elif [ "$1" = "${link_read-}" ]; then t=$link_target
  else t=$(readlink "$1" 2>/dev/null); fi
  case $t in
  '' | *'
'*)
    printf '.%s\n\n' "$1"
    return ;;
  /*) ;;
  *) t=${1%/*}/$t ;;
  esac
  printf '.%s\n.%s\n' "$1" "$t"
  links_on_way "$t" "$2"
}

# Every folder on the way to a path, and the path itself.
links_on_way() {
  set -- "$1" "$2" / "${1#/}/"
  while [ -n "$4" ]; do
    set -- "$1" "$2" "$3${4%%/*}" "${4#*/}"
    if [ -L "$3" ]; then link_from "$3" $(($2 + 1)); fi
    set -- "$1" "$2" "$3/" "$4"
  done
}
