# shellcheck disable=SC2154 # unpack.sh sets own and t
# download_begin FOLDER SECONDS: prepares a work folder next to the folder of the release; a download
# fails after SECONDS of silence.
download_begin() {
  d=$1 silence=$2
  work_in "${d%/*}" "${d##*/}.runbook-new" "${d##*/}"
}

# download_first FILE URL...: fetches from the first URL that has the file, and sets u to that URL.
download_first() {
  f=$1
  shift
  w=
  for u; do
    e=$( (fetch "$u" "$f" "$silence") 2>&1) && return
    w="$w${w:+; }$e"
  done
  die "$w"
}

# listed_digest FILE PATTERN: prints the digest that the file lists for a name.
listed_digest() {
  tr -d '\r' <"$1" |
    sed -n "s/^\([0-9A-Fa-f]\{64\}\) [ *]\(.*\/\)\{0,1\}$2\$/\1/p" | tr A-F a-f | sort -u
}

# download_sum PATTERN NAME URL...: finds the digest of the archive in a list of them.
download_sum() {
  pattern=$1 name=$2
  shift 2
  download_first "$t/sums" "$@"
  sum=$(listed_digest "$t/sums" "$pattern")
  case $sum in
  '' | *[!0-9a-f]*) die "$u has no digest of $name" ;;
  esac
}

# download_archive URL...: fetches the archive, which must have the digest.
download_archive() {
  # shellcheck disable=SC2034 # wget.sh reads it
  pinned=yes
  download_first "$t/archive" "$@"
  check_digest "$t/archive" "$sum" "$u"
}

# download_end NUMBERS RELEASE: puts the unpacked files in place, with a note of the release; NUMBERS
# are those that its own name must have, if any.
download_end() {
  n=$(ls -A "$t/files")
  s=$t/files
  [ ! -d "$s/$n" ] || s=$s/$n
  v=$(printf '%s\n' "$n" |
    sed -n 's/.*[^0-9]\([0-9]\{1,\}\.[0-9]\{1,\}\.[0-9]\{1,\}\).*/\1/p')
  [ -z "$v" ] || [ "$v" = "$1" ] || die "the archive holds version $v"
  chmod -R u=rwX,go=rX "$s" || exit
  l=$(release_files "$s") || exit
  printf '%s\n' "$2 $sum" "$l" >"$s/.runbook-release" || exit
  chmod 644 "$s/.runbook-release" || exit
  if [ -e "../$own" ]; then mv "../$own" "$t/old" || exit; fi
  rb_move "$s" "../$own" || exit
}
