# Puts the complete file $t in its place.
# shellcheck disable=SC2154 # write.sh sets f, s, t and w
rb_move "$t" "$f" || exit
[ -z "$w" ] || rm -rf "$w"
[ -z "$s" ] || { cd -P .. && rmdir "$s"; }
trap - EXIT
