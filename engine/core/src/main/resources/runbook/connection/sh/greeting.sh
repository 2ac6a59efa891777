# Prints the user, the system and the OS release, one line each; a line is empty if unknown. The
# variable rb_id is there for all queries of this shell.
{
  rb_id=$(id)
  echo "$rb_id"
  uname -snm || echo
  (. /etc/os-release && echo "$ID $VERSION_ID") || echo
} >&3
