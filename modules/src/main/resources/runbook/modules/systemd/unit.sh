# read_unit UNIT FILE...: prints the state of the unit from systemd, and the first file that exists:
# systemd may not have noticed a file that was added since it last looked.
read_unit() {
  command -v systemctl >/dev/null 2>&1 || {
    echo "there is no systemctl: this host does not run systemd" >&2
    exit 1
  }
  systemctl show -p LoadState -p ActiveState -p SubState -p Job -p UnitFileState \
    -p NeedDaemonReload -p FragmentPath -- "$1" || exit
  shift
  for f; do
    if [ -e "$f" ]; then echo "OnDisk=$f"; exit; fi
  done
}
