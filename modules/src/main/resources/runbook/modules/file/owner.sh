# user_number NAME: prints the number of the user, if the host knows the name.
user_number() {
  id -u -- "$1"
}

# group_number NAME: prints the number of the group, if the host knows the name.
group_number() {
  if command -v getent >/dev/null 2>&1; then
    l=$(getent group "$1") || exit
    l=${l#*:*:}
    echo "${l%%:*}"
    exit
  fi
  while IFS=: read -r name _ id _; do
    [ "$name" != "$1" ] || { echo "$id"; exit 0; }
  done </etc/group
  exit 1
}
