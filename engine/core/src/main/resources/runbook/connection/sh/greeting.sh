# Prints the user, the system, the OS release and the program that unpacks, one line each; a line is
# empty if unknown. The variable rb_id is there for all queries of this shell.
{
  rb_id=$(id)
  echo "$rb_id"
  uname -snm || echo
  rb_i= rb_v=
  [ -r /etc/os-release ] && while IFS='=' read -r rb_m rb_x || [ "$rb_m" ]; do
    case $rb_m in
      ID) rb_i=$rb_x ;;
      VERSION_ID) rb_v=$rb_x ;;
    esac
  done </etc/os-release
  rb_x="$rb_i $rb_v"
  while :; do
    case $rb_x in
      *[\"\']*) rb_x=${rb_x%%[\"\']*}${rb_x#*[\"\']} ;;
      *) break ;;
    esac
  done
  echo "$rb_x"
  command -v gzip >/dev/null && echo gzip || echo
} >&3
