# account_entry passwd|group NAME: prints the line of the name if the host knows it.
account_entry() {
  if command -v getent >/dev/null 2>&1; then getent "$1" "$2"
  else
    while IFS= read -r l; do
      case $l in "$2":*) printf '%s\n' "$l" ;; esac
    done <"/etc/$1"
  fi
}

# read_account NAME: prints the current user, the line of the user, its group and all of its groups.
read_account() {
  id -u || exit
  l=$(account_entry passwd "$1")
  [ -n "$l" ] || { echo absent; exit 0; }
  printf '%s\n' "$l"
  id -gn -- "$1"
  id -Gn -- "$1"
}

# read_group NAME: prints the current user, and if there is such a group, its line and the users whose
# primary group it is.
read_group() {
  id -u || exit
  l=$(account_entry group "$1")
  [ -n "$l" ] || exit 0
  printf '%s\n' "$l"
  g=${l#*:*:} users=''
  while IFS=: read -r name _ _ id _; do
    [ "$id" != "${g%%:*}" ] || users="$users $name"
  done </etc/passwd
  printf '%s\n' "$users"
}
