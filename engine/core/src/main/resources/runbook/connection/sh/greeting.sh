# Prints the user, the system and the OS release, one line each; a line is empty if unknown.
{
  id || echo
  uname -snm || echo
  (. /etc/os-release && echo "$ID $VERSION_ID") || echo
} >&3
