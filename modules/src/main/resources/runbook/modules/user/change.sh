# for_groups COMMAND NAME GROUPS: runs the command on the user and each of the groups, which
# are separated by commas.
for_groups() (
  set -f
  IFS=,
  for g in $3; do "$1" "$2" "$g" || exit; done
)

# make_user NAME GROUP SYSTEM HOME UID FOLDER SHELL COMMENT GROUPS: SYSTEM and HOME are "yes" or
# empty. The group of the same name is the user's own; it may exist already.
make_user() {
  n=$1 g=$2 system=$3 home=$4 uid=$5 folder=$6 shell=$7 comment=$8 groups=$9
  if command -v useradd >/dev/null 2>&1; then
    if [ "$n" != "$g" ] || grep -q "^$g:" /etc/group; then set -- -g "$g"; else set -- -U; fi
    if [ -n "$home" ]; then set -- -m "$@"; else set -- -M "$@"; fi
    useradd ${system:+-r} ${uid:+-u "$uid"} -d "$folder" ${shell:+-s "$shell"} \
      ${comment:+-c "$comment"} ${groups:+-G "$groups"} "$@" -- "$n"
  elif command -v adduser >/dev/null 2>&1; then
    if [ "$n" = "$g" ] && ! grep -q "^$g:" /etc/group; then
      addgroup ${system:+-S} "$g" || exit
    fi
    set -- -h "$folder"
    [ -n "$home" ] || set -- -H "$@"
    adduser -D ${system:+-S} "$@" ${uid:+-u "$uid"} ${shell:+-s "$shell"} \
      ${comment:+-g "$comment"} -G "$g" "$n" && for_groups addgroup "$n" "$groups"
  else
    echo "there is neither useradd nor adduser on this host" >&2
    exit 1
  fi
}

# change_user NAME OTHERWISE GAINED LOST WORD...: passes the words to usermod; a host without it can
# change only groups, and OTHERWISE is "yes" if anything else should change.
change_user() {
  n=$1 otherwise=$2 gained=$3 lost=$4
  shift 4
  if command -v usermod >/dev/null 2>&1; then
    usermod "$@" -- "$n"
  elif [ -n "$otherwise" ]; then
    echo "there is no usermod on this host" >&2
    exit 1
  else
    for_groups addgroup "$n" "$gained" && for_groups delgroup "$n" "$lost"
  fi
}

# remove_user NAME HOME: HOME is "yes" or empty.
remove_user() {
  if command -v userdel >/dev/null 2>&1; then
    userdel ${2:+-r} -- "$1" 2>&1 | { grep -v 'mail spool' >&2 || :; }
    if grep -q "^$1:" /etc/passwd; then exit 1; fi
  else
    deluser ${2:+--remove-home} "$1"
  fi
}
