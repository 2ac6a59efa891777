# Prints the user, the system, the OS release and the program that unpacks, one line each; a line is
# empty if unknown. The variable rb_id is there for all queries of this shell.
{
  rb_id=$(id)
  echo "$rb_id"
  uname -snm || echo
  (. /etc/os-release && echo "$ID $VERSION_ID") || echo
  command -v gzip >/dev/null && echo gzip || echo
} >&3
