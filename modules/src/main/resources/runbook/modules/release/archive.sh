# shellcheck disable=SC2154 # unpack.sh sets t; the shell of a session defines rb_ functions
# unpack_into FOLDER ARCHIVE PACKING STRIP CREATES: unpacks an archive on the host. The path CREATES, which
# marks completion, is moved last and as a whole: an interrupted run starts again.
unpack_into() {
  d=$1 last=
  work_in "$d" .runbook-unpack
  ln -s "$2" "$t/archive" || exit
  unpack "$t/archive" "$3" - "$4"
  chmod -R u=rwX,go=rX "$t/files" || exit
  case $5 in "$d"/*) last=${5#"$d"} ;; esac
  if [ "$last" ] && { [ -e "$t/files$last" ] || [ -L "$t/files$last" ]; }; then
    mv "$t/files$last" "$t/last" || exit
  else
    last=
  fi
  exec 6<.
  [ -e /proc/self/fd/6 ] || die "this takes /proc"
  (merge '') || exit
  [ -z "$last" ] || (rb_enter "$d${last%/*}" && rb_move /proc/self/fd/6/last "./${last##*/}") || exit
}

# merge PATH: moves what is unpacked below the path to the same place in the folder. The folder it goes to is
# open, so a link that appears meanwhile is replaced, and never followed.
merge() {
  rb_enter "$d$1" || exit
  {
    cd -P "/proc/self/fd/6/files$1" || exit
    for e in ./* ./.[!.]* ./..?*; do
      if [ -d "$e" ] && [ ! -L "$e" ]; then
        there=/proc/self/fd/5/${e#./}
        [ -d "$there" ] || (umask 022; mkdir "$there") || exit
        (merge "$1/${e#./}") || exit
        rmdir "$e" || exit
      fi
    done
    set --
    for e in ./* ./.[!.]* ./..?*; do
      if [ -e "$e" ] || [ -L "$e" ]; then set -- "$@" "$e"; fi
    done
    [ $# = 0 ] || mv -f -- "$@" /proc/self/fd/5/. || exit
  } 5<.
}
