# fetch_once URL FILE SECONDS: fetches with a tool that the host has.
fetch_once() {
  case $1 in
  file://*) cat "${1#file://}" >"$2" ;;
  file:*) cat "${1#file:}" >"$2" ;;
  *)
    if has curl; then
      case $1 in https:*) p=https ;; *) p=http,https ;; esac
      curl -fsSL --proto "=$p" --connect-timeout 10 --speed-limit 1 --speed-time "$3" \
        -C - -o "$2" "$1"
    elif has wget; then
      wget_once "$@"
    else
      die "this host has neither curl nor wget"
    fi ;;
  esac
}

# fetch URL FILE SECONDS: fetches a file; fails after SECONDS of silence. Resumes a broken download, and
# starts again if that does not help.
fetch() {
  for i in 1 2 3; do
    w=$(fetch_once "$@" 2>&1) && return
    [ $i = 1 ] || : >"$2"
    [ $i = 3 ] || sleep 1
  done
  die "$1 cannot be downloaded: $w"
}

# check_digest FILE DIGEST URL: fails if the file has another digest.
check_digest() {
  h=$(digest <"$1") || exit
  h=${h%% *}
  [ "$h" != none ] || die "this host has no tool for digests (such as sha256sum)"
  [ "$h" = "$2" ] || die "$3 is not what it should be: its sha256 is $h, and $2 is expected"
}
