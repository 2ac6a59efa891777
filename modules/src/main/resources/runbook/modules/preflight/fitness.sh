# leads NAME: prints the addresses that the name stands for on the host.
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

# room PATH: prints how much is free, and where. Of a path that is not there yet the folder counts that
# it will be in.
room() {
  p=$1
  while [ ! -e "$p" ]; do p=${p%/*}; p=${p:-/}; done
  df -Pk "$p" | tail -n 1 | while read -r _ _ _ free _ mount; do
    echo "room $free $mount"
  done
}
