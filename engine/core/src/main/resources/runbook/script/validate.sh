# Puts a full path of the new file in $v for a command; a copy, if other users could swap what is there.
# shellcheck disable=SC2154,SC2034 # write.sh and AtomicWrite set and use them
if rb_alone; then v=${PWD%/}/${t#./}
else
  w=$(mktemp -d) && v=$w/$n && cp -p "$t" "$v" || exit
fi
