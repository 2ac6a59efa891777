# unpack_into FOLDER WORK ARCHIVE PACKING STRIP CREATES: unpacks an archive on the host. The
# path CREATES, which marks completion, is moved last and as a whole: an interrupted run starts again.
unpack_into() {
  d=$1 t=$2
  leave_nothing
  (umask 077; mkdir "$t") && mkdir "$t/files" || exit
  ln -s "$3" "$t/archive" || exit
  unpack "$t/archive" "$4" - "$5"
  chmod -R u=rwX,go=rX "$t/files" || exit
  l=
  case $6 in "$d"/*) l=${6#"$d"/} ;; esac
  if [ -n "$l" ] && { [ -e "$t/files/$l" ] || [ -L "$t/files/$l" ]; }; then
    mv "$t/files/$l" "$t/last" || exit
  else
    l=
  fi
  cp -R -P -f "$t/files/." "$d/" || exit
  [ -z "$l" ] || mv -f "$t/last" "$d/$l"
}
