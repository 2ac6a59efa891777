# verify_unit UNIT FILE...: prints the faults that systemd-analyze finds in the first file that exists,
# but not those of other units, which it reads too.
verify_unit() {
  u=$1
  shift
  command -v systemd-analyze >/dev/null 2>&1 || {
    echo "there is no systemd-analyze on this host" >&2
    exit 1
  }
  # A unit that runs with its current files is not checked again.
  case $(systemctl show -p ActiveState -p NeedDaemonReload -- "$u") in
  *=active*=no | *=no*=active) exit 0 ;;
  esac
  for f; do
    [ -f "$f" ] || continue
    b=${f##*/}
    systemd-analyze verify "$f" 2>&1 | while IFS= read -r l; do
      case $l in *"$f":* | "$b":* | *" $b "* | *" $u "*) printf '%s\n' "$l" ;; esac
    done
    exit 0
  done
}
