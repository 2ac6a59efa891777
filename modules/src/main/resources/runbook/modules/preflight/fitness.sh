# leads NAME: prints the addresses that the name resolves to on the host.
leads() {
  if command -v getent >/dev/null 2>&1; then
    getent ahosts "$1"
  else
    while read -r address names; do
      case " $names " in *" $1 "*) echo "$address" ;; esac
    done </etc/hosts
  fi | while read -r address _; do
    echo "name $1 $address"
  done
}

# room PATH: prints the free space and its mount point. For a path that does not exist yet, its future
# folder counts.
room() {
  p=$1
  while [ ! -e "$p" ]; do p=${p%/*}; p=${p:-/}; done
  df -Pk "$p" | tail -n 1 | while read -r _ _ _ free _ mount; do
    echo "room $free $mount"
  done
}
