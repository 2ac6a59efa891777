# shellcheck disable=SC2154 # callers set d, the folder, and t, the work folder
# put_back: restores the former folder, even after a run that was killed while replacing it.
put_back() {
  if [ -e "$t/old" ] && [ ! -e "$d" ]; then mv "$t/old" "$d"; fi
  rm -rf "$t"
}

# leave_nothing: removes $t on every exit, and first anything that an earlier run left there.
leave_nothing() {
  trap put_back EXIT
  trap 'exit 129' HUP; trap 'exit 130' INT; trap 'exit 141' PIPE; trap 'exit 143' TERM
  put_back
}

# stays_inside TAR: fails if an entry would leave the folder.
stays_inside() {
  tar -tf "$1" >"$t/names" 2>"$t/said" || die "the archive is damaged"
  case $(cat "$t/said") in
  *"emoving leading"*) die "a path is outside the folder: $(cat "$t/said")" ;;
  esac
  [ -s "$t/names" ] || die "there is nothing in the archive"
  while IFS= read -r n; do
    case $n in
    /* | .. | ../* | */.. | */../*) die "a path is outside the folder: $n" ;;
    esac
  done <"$t/names"
  tar -tvf "$1" | while IFS= read -r n; do
    case $n in
    l*" -> /"* | l*" -> "*..*) die "a link points outside the folder: $n" ;;
    [-dlh]*) ;;
    *) die "a device or the like is in the archive: $n" ;;
    esac
  done
}

# unpack ARCHIVE PACKING NAME [STRIP]: unpacks into $t/files; a program that is not packed gets
# the name NAME.
unpack() {
  ulimit -f 8388608
  case $2 in
  TAR_GZ) gzip -dc "$1" >"$t/tar" || die "the archive is damaged, or far too large" ;;
  TAR) mv "$1" "$t/tar" ;;
  NONE) mv "$1" "$t/files/$3" && chmod 755 "$t/files/$3"; return ;;
  esac
  stays_inside "$t/tar" || exit
  [ "${4:-0}" = 0 ] || set -- "$@" "--strip-components=$4"
  shift 3
  tar -xof "$t/tar" -C "$t/files" ${2:+"$2"} || die "the archive cannot be unpacked"
}
