# show_process WORD...: prints the times of $u from systemd.
show_process() {
  TZ=UTC systemctl show "$@" -p ActiveState -p MainPID -p Job -p ExecMainStartTimestamp \
    -p InactiveExitTimestamp -- "$u" 2>/dev/null
}

# process_times UNIT FILE...: prints when the process of the unit started, and when the files were
# written, by their numbers. For a link, both its own time and that of its target count.
process_times() {
  u=$1
  shift
  show_process --timestamp=us || show_process || exit
  command -v stat >/dev/null 2>&1 || { echo "there is no stat on this host" >&2; exit 1; }
  i=0
  for f; do
    if [ -e "$f" ] || [ -L "$f" ]; then
      stat -c "File=$i %Y %y" "$f" && stat -L -c "File=$i %Y %y" "$f" 2>/dev/null
    fi
    i=$((i + 1))
  done
}
