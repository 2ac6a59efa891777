# installed_etcd PROGRAM DATA: prints the version of the program if etcd has run with this data, else "none".
installed_etcd() {
  [ ! -d "$2" ] || [ -x "$2" ] || { echo "this user may not look into $2"; exit 9; }
  if [ -d "$2/member" ] && [ -x "$1" ]; then
    "$1" --version 2>/dev/null | sed -n 's/^etcd Version: *//p'
  else
    echo none
  fi
}
