# replace_link PATH TARGET: replaces a link atomically if mv has an option not to follow the old one.
replace_link() {
  p=$1
  t=$p.runbook-new
  rm -f "$t"
  ln -s -- "$2" "$t" || exit
  mv -fT "$t" "$p" 2>/dev/null || { rm -f "$p" && mv -f "$t" "$p"; } || { rm -f "$t"; exit 1; }
}
