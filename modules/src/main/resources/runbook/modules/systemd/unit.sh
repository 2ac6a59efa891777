# read_unit UNIT FILE...: prints what systemd says of the unit, and the first file that is there:
# systemd can have forgotten to look for one that was not there when it last did.
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
