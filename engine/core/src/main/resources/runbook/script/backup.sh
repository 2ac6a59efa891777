# Keeps what is at $d beside it, under a name that says when.
# shellcheck disable=SC2154 # AtomicWrite sets d
if [ -f "$d" ]; then
  b=$d.$(date -u +%Y%m%dT%H%M%SZ) || exit
  n=
  while [ -e "$b$n.bak" ] || [ -L "$b$n.bak" ]; do n=$((n - 1)); done
  cp -p "$d" "$b$n.bak" || exit
fi
