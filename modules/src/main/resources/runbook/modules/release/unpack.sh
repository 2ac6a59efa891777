# shellcheck disable=SC2154 # the shell of a session defines rb_ functions
# work_in FOLDER NAME [OWN]: goes to the folder, and there into a closed one, in which nobody else can swap
# anything; $t leads to it. It is removed on every exit, and first anything that an earlier run left there.
# OWN is the name of what is replaced.
work_in() {
  work=$2 own=${3-} t=.
  rb_enter "$1" || exit
  if [ -e "./$work" ] || [ -L "./$work" ]; then
    if rb_step "$work" && [ -O . ]; then put_back; fi
    [ ! -e "./$work" ] && [ ! -L "./$work" ] || die "$1/$work is in the way: remove it"
  fi
  rb_stage "$work" || exit
  trap put_back EXIT
  trap 'exit 129' HUP; trap 'exit 130' INT; trap 'exit 141' PIPE; trap 'exit 143' TERM
  mkdir ./files || exit
}

# put_back: restores what was replaced, even after a run that was killed while replacing it, removes the work
# folder, and goes up.
put_back() {
  if [ "$own" ] && [ -e ./old ] && [ ! -e "../$own" ]; then rb_move ./old "../$own"; fi
  rm -rf ./files ./archive ./sums ./tar ./names ./said ./last ./old
  cd -P .. && rmdir "./$work"
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
