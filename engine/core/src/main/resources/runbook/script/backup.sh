# Keeps what is at $d beside it, under a name that says when.
# shellcheck disable=SC2154 # write.sh sets f and s
if [ -f "$f" ]; then
  b=$f.$(date -u +%Y%m%dT%H%M%SZ) || exit
  o=
  while [ -e "$b$o.bak" ] || [ -L "$b$o.bak" ]; do o=$((o - 1)); done
  if [ -z "$s" ]; then cp -p "$f" "$b$o.bak" || exit
  else
    ln "$f" ./was || exit
    if [ -f ./was ] && [ ! -L ./was ]; then
      cp -p ./was ./kept && rm -f ./was || exit
    else mv ./was ./kept || exit; fi
    rb_move ./kept "$b$o.bak" || exit
  fi
fi
