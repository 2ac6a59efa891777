# The start of every shell. Only the controller knows MARK; NAME is part of the temporary folder's name.
# The controller skips everything that a profile or a banner prints before the line "MARK ready".
# shellcheck disable=SC2086,SC2154,SC2170 # words are split on purpose; LIMIT is a placeholder; a batch sets rb_text
exec 3>&1 >/dev/null 2>&1
set +e +f +u +x
rb_d= rb_n=0 rb_k=0 rb_o= rb_notes=/nonexistent

# Creates a writable folder for the output of commands.
rb_pick() {
  [ -z "$rb_d" ] || rm -rf "$rb_d"
  rb_n=$((rb_n + 1)) rb_wr=
  umask 077
  for rb_t in /tmp /var/tmp /dev/shm /run "${HOME:-/tmp}"; do
    rb_d=$rb_t/.runbook-NAME-$rb_n
    [ ! -w "$rb_t" ] || rb_wr=1
    if mkdir "$rb_d"; then
      if echo MARK >"$rb_d/m" && read -r rb_m <"$rb_d/m" && [ "$rb_m" = MARK ]; then
        umask 022
        return
      fi
      rm -rf "$rb_d"
    fi
  done
  rb_d=
  rb_full
}

# Full, unless no folder was writable, which root too is told about a read-only file system.
rb_full() {
  if [ "$rb_wr" ]; then echo MARK full >&3; else echo MARK closed >&3; fi
  exit 1
}

# The request has arrived; the time and the last process id identify processes started from now on.
rb_go() {
  rb_k=$((rb_k + 1))
  [ -f "$rb_d/m" ] && echo >"$rb_d/w" || rb_pick
  read -r rb_u rb_m </proc/uptime || rb_u=0
  read -r rb_m rb_m rb_m rb_m rb_p </proc/loadavg || rb_p=0
  echo "MARK start $rb_u $rb_p $rb_d" >&3
}

# Part $1 has ended with $2. If the controller is gone, the signal PIPE ends the shell here.
rb_done() {
  echo "MARK part $1 $2" >&3
  rb_check "$1"
  [ "$2" = 0 ]
}

# If the folder has been removed, the outputs up to part $1 are lost.
rb_check() {
  if ! [ -f "$rb_d/m" ]; then
    echo "MARK lost $1" >&3
    rb_pick
  fi
}

# The start of a subshell that carries out parts that need no shell of their own. rb_i is the number of
# the part it is in; rb_new is a file that goes however this ends. A part that ends the shell has failed;
# bash keeps the redirections of the part then. The shell ends with 10 after the last part, and with 1 if it
# has reported why it ends earlier.
rb_group() {
  rb_i= rb_new=
  exec 4>&3
  trap 'rb_s=$?
    if [ "$rb_i" ]; then
      [ "$rb_s" != 0 ] || rb_s=70
      echo "MARK part $rb_i $rb_s" >&4
      [ -z "$rb_new" ] || rb_drop
      exit 1
    fi
    [ "$rb_s" = 10 ] || exit 1' EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 141' PIPE
  trap 'exit 143' TERM
}

# Removes $rb_new in the place of the subshell, which takes no further process. The file r says that it has
# reported.
rb_drop() {
  echo >"$rb_d/r" && exec rm -f "$rb_new"
  rm -f "$rb_new"
}

# The part of a group has ended with $1.
rb_part() {
  rb_s=$rb_i rb_i=
  echo "MARK part $rb_s $1" >&3
  set +f
  umask 022
  [ "$1" = 0 ] && [ -f "$rb_d/m" ]
}

# The group whose last part is $1 has stopped early, with $2. If it could not report why, because its
# shell was killed or replaced, the part that it was in has failed.
rb_stopped() {
  case $2 in
    0) if [ -s "$rb_d/r" ]; then : >"$rb_d/r"; else echo MARK killed 70 >&3; fi ;;
    1) ;;
    *) echo "MARK killed $2" >&3 ;;
  esac
  rb_check "$1"
}

# Succeeds if the output of the part is $1, and then empties its file, so that nothing is sent back.
rb_same() {
  rb_holds "$rb_d/o$rb_k.$rb_i" "$1" && : >"$rb_d/o$rb_k.$rb_i"
}

# Succeeds if the file $1 holds the text $2. Uses no process. The shell skips bytes of value 0.
rb_holds() {
  rb_x=
  while IFS= read -r rb_m; do
    rb_x="$rb_x$rb_m
"
    case $2 in
      "$rb_x"*) ;;
      *) return 1 ;;
    esac
  done <"$1"
  [ "$rb_x$rb_m" = "$2" ]
}

# Prints the sizes of the outputs of $1 parts, then the last bytes of each, followed by MARK, since a
# child left behind may still be printing. If the folder is not writable, output may be missing. Each
# request has files of its own, so that such a child does not print into the next one.
rb_end() {
  echo >"$rb_d/x" || rb_full
  rb_i=$1
  set --
  while [ "$rb_i" -gt 0 ]; do
    for rb_f in "$rb_d/e$rb_k.$rb_i" "$rb_d/o$rb_k.$rb_i"; do
      [ -s "$rb_f" ] && set -- "$rb_f" "$rb_d/m" "$@"
    done
    rb_i=$((rb_i - 1))
  done
  [ $# = 0 ] || rb_outputs "$@" </dev/null >&3
  echo MARK end >&3
  # An empty file needs room on the disk to become longer, which shows whether there is any.
  for rb_f in "$@" "$rb_d/x" "$rb_d/w"; do
    [ "$rb_f" = "$rb_d/m" ] || : >"$rb_f"
  done
  [ $((rb_k % 50)) != 0 ] || rm -f "$rb_d"/[eo]*
}

rb_outputs() {
  rb_s=$(wc -c "$@")
  echo "MARK sizes"
  echo "$rb_s"
  echo "MARK bytes"
  rb_b=
  for rb_w in $rb_s; do
    case $rb_w in
      *[!0-9]*) ;;
      *) [ "$rb_w" -gt LIMIT ] && rb_b=1 ;;
    esac
  done
  if [ "$rb_b" ]; then
    for rb_f; do
      case $rb_f in
        "$rb_d/m") cat "$rb_f" ;;
        *) tail -c LIMIT "$rb_f" ;;
      esac
    done
  else
    cat "$@"
  fi
}

# Adds the line $3 to the notes in file $1, which begins with $2.
rb_note() {
  umask 077
  [ -d "$rb_notes" ] || mkdir -p "$rb_notes"
  [ -f "$rb_notes/$1" ] || printf '%s\n' "$2" >"$rb_notes/$1"
  printf '%s\n' "$3" >>"$rb_notes/$1"
  umask 022
}

# Keeps what the part that has just ended printed beside the notes, as $1 and, if it printed errors, $1.err,
# unless it is long: each login reads it. $1 comes last, because only then are both kept.
rb_keep() {
  set -- "$rb_notes/$1" "$rb_d/o$rb_k.$rb_i" "$rb_d/e$rb_k.$rb_i"
  rb_x=$(wc -c <"$2") && [ "$rb_x" -le 32768 ] || return
  [ ! -s "$3" ] || { rb_x=$(wc -c <"$3") && [ "$rb_x" -le 32768 ]; } || return
  umask 077
  [ -d "$rb_notes" ] || mkdir -p "$rb_notes"
  { [ ! -s "$3" ] || cat "$3" >"$1.err"; } && cat "$2" >"$1"
  rb_x=$?
  umask 022
  return $rb_x
}

# Removes the notes in file $1, and the outputs that were kept with them.
rb_forget() {
  rm -f "$rb_notes/$1" "$rb_notes/$1".*
}

# Puts the start time of process $1 in rb_s.
rb_began() {
  rb_s=
  read -r rb_s <"/proc/$1/stat" || return
  rb_s=${rb_s##*) }
  set -- $rb_s
  rb_s=${20}
}

# Ends the shell. Also called in each handler: a signal during the exit trap skips the rest of it.
rb_clean() {
  trap '' HUP INT PIPE TERM
  # If the controller is gone, other shells of the run still finish their current command.
  for rb_m in $rb_o; do
    while rb_began "${rb_m%:*}" && [ "$rb_s" = "${rb_m#*:}" ]; do sleep 1; done
  done
  # Remove the lease with its holder, unless another shell of the same run holds it by now.
  set --
  [ -f "$rb_d/lease" ] && read -r rb_l <"$rb_d/lease" && read -r rb_p rb_m <"$rb_l" &&
    [ "$rb_p" = $$ ] && case $rb_l in
      */.runbook-*/*) set -- "${rb_l%/*}" ;;
      *) set -- "$rb_l" ;;
    esac
  [ -z "$rb_d" ] || set -- "$@" "$rb_d"
  # The host may allow no further process.
  [ $# = 0 ] || exec rm -rf "$@"
}
trap rb_clean EXIT
trap 'rb_clean; exit 129' HUP
trap 'rb_clean; exit 130' INT
trap 'rb_clean; exit 141' PIPE
trap 'rb_o=; rb_clean; exit 143' TERM
rb_pick
read -r rb_m </proc/$$/stat
rb_m=${rb_m##*) }
set -- $rb_m
echo "MARK ready $$ ${4:-0} ${20:-0}" >&3
