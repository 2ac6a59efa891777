# Writes the standard input to $t, a file of the name $n that did not exist and that goes however this ends.
# It lies beside $d, where $f leads from here, or, if other users could change names there, in a closed
# folder $s. Other users cannot read it. If $z is not empty, it is the size that the file must have.
# shellcheck disable=SC2154 # AtomicWrite sets d, n and z
die() { printf '%s\n' "$1" >&2; exit 1; }
rb_enter "${d%/*}" || die "cannot write $d"
f=./${d##*/} t='' s='' w=''
[ ! -d "$f" ] || die "$d is a directory"
trap '[ -z "$t" ] || rm -rf "$t" ${w:+"$w"}; [ -z "$s" ] || { rm -f ./was ./kept; cd -P .. && rmdir "$s"; }' EXIT
trap 'exit 129' HUP; trap 'exit 130' INT; trap 'exit 141' PIPE; trap 'exit 143' TERM
umask 077
if rb_shared; then
  rb_stage "$n" || exit
  s=./$n f=.$f
fi
t=./$n
set -C
e=$(cat 2>&1 >"$t") || die "cannot write $d: ${e#cat: }"
set +C
if [ "$z" ]; then
  e=$(wc -c <"$t") || exit
  [ "$e" -eq "$z" ] || die "only $e of $z bytes reached $d: is the disk full?"
fi
