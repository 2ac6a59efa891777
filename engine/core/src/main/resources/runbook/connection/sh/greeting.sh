# Who and where: one line each, empty when the host cannot say.
{
  id || echo
  uname -snm || echo
  (. /etc/os-release && echo "$ID $VERSION_ID") || echo
} >&3
