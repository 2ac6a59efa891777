# wget_once URL FILE SECONDS: fetches with wget. wget follows redirects from https to http, so this follows
# redirects itself. BusyBox's wget cannot be kept from it, and does not check certificates: it may only
# fetch what has a digest ($pinned).
wget_once() {
  u=$1 f=$2 s=$3 o=$(wget --help 2>&1)
  set -- -c -O "$f"
  case $o in *--tries*) set -- "$@" --tries=1 ;; esac
  case $o in *"-T "* | *-T,*) set -- "$@" -T "$s" ;; esac
  case $o,$u in
  *--max-redirect*,https:*) wget_https "$@" ;;
  *,https:*)
    [ -n "${pinned-}" ] || die "the wget of this host does not check certificates: give a digest, or install curl"
    wget -q "$@" "$u" ;;
  *) wget -q "$@" "$u" ;;
  esac
}

# wget_https OPTION...: fetches $u, and follows redirects to https only.
wget_https() {
  r=0
  while [ $((r += 1)) -le 8 ]; do
    o=$(LC_ALL=C wget -nv -S --max-redirect=0 "$@" "$u" 2>&1) && return
    l=$(printf '%s\n' "$o" | tr -d '\r' | sed -n 's/^ *[Ll]ocation: \([^ ]*\).*/\1/p' | tail -n 1)
    case $l in
    https:*) u=$l ;;
    //*) u=https:$l ;;
    /*) h=${u#https://} u=https://${h%%/*}$l ;;
    '') die "$(printf '%s\n' "$o" | tail -n 1)" ;;
    *) die "$u redirects to $l, which is not https" ;;
    esac
  done
  die "$u is redirected too often"
}
