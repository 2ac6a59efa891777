# Notes of runs: what they changed, and what they did about it. They stay in the home folder of the user until
# nothing is left to do, so that a run after one that was killed knows. HOST_PART is in the names of this host's
# files. Prints "=" and the name of each file, its lines, each after a space, and at the end ".".
# shellcheck disable=SC2034,SC2154 # shell.sh uses rb_notes

{
  rb_notes=${HOME:-/nonexistent}/.local/state/runbook/notes
  for rb_f in "$rb_notes"/*HOST_PART*; do
    [ -f "$rb_f" ] && [ -r "$rb_f" ] || continue
    printf '=%s\n' "${rb_f##*/}"
    while IFS= read -r rb_m || [ "$rb_m" ]; do
      printf ' %s\n' "$rb_m"
    done <"$rb_f"
  done
  echo .
} >&3
