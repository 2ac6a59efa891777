# Writes the standard input to $t, a file beside $d that did not exist and that goes however this ends.
# Other users cannot read it. If $z is not empty, it is the size that the file must have.
# shellcheck disable=SC2154 # AtomicWrite sets d, t and z
die() { printf '%s\n' "$1" >&2; exit 1; }
[ ! -d "$d" ] || die "$d is a directory"
trap 'rm -f "$t"' EXIT
trap 'exit 129' HUP; trap 'exit 130' INT; trap 'exit 141' PIPE; trap 'exit 143' TERM
umask 077
set -C
e=$(cat 2>&1 >"$t") || die "cannot write $d: ${e#cat: }"
set +C
if [ "$z" ]; then
  s=$(wc -c <"$t") || exit
  [ "$s" -eq "$z" ] || die "only $s of $z bytes reached $t: is the disk full?"
fi
