# unit_look: reads the state of $u from systemd.
unit_look() {
  a= s= r= c=0 x=0 n=0 j= y=
  while IFS='=' read -r key value; do
    case $key in
    ActiveState) a=$value ;;
    SubState) s=$value ;;
    Result) r=$value ;;
    ExecMainCode) c=$value ;;
    ExecMainStatus) x=$value ;;
    NRestarts) n=$value ;;
    Job) j=$value ;;
    Type) y=$value ;;
    esac
  done <<SHOWN
$(systemctl show -p ActiveState -p SubState -p Result -p ExecMainCode -p ExecMainStatus \
    -p NRestarts -p Job -p Type -- "$u")
SHOWN
}

# unit_said: prints the last lines of the journal of $u since its start.
unit_said() {
  d=$(systemctl show -p InvocationID -- "$u" 2>/dev/null)
  if [ -n "${d#*=}" ] && [ "${n:-0}" = 0 ]; then
    # Processes can write before systemd records their start, and a process that ends at once may be
    # too quick for the journal to assign it to a start of the unit: so they are found by number.
    set -- "INVOCATION_ID=${d#*=}" + "_SYSTEMD_INVOCATION_ID=${d#*=}"
    for t in $(systemctl show -p ExecStartPre -p ExecStart -- "$u" 2>/dev/null |
      sed -n 's/.* pid=\([1-9][0-9]*\) .*/\1/p'); do
      set -- "$@" + "_SYSTEMD_UNIT=$u" "_PID=$t"
    done
  else
    for t in --timestamp=us ''; do
      t=$(TZ=UTC systemctl show $t -p InactiveExitTimestamp -- "$u" 2>/dev/null) && break
    done
    [ -n "${t#*=}" ] || return 0
    set -- -u "$u" --since "${t#*=}"
  fi
  journalctl -q --no-pager -o cat -b -n 15 "$@" 2>/dev/null
}

# unit_story: prints these, and in the last line the current state of the unit.
unit_story() {
  if command -v journalctl >/dev/null 2>&1; then
    # The last output of a process may not have reached the journal yet.
    sleep 0.3 2>/dev/null || sleep 1
    journalctl --sync >/dev/null 2>&1
    unit_look
    unit_said
  fi
  unit_look
  # While a service that restarts again and again runs, systemd does not tell how it ended before.
  t=0
  while [ "$a:$c" = active:0 ] && [ "${n:-0}" != 0 ] && [ "$t" -lt 20 ]; do
    t=$((t + 1))
    sleep 0.1 2>/dev/null || break
    unit_look
  done
  case $a:$s in
  failed:*) w="$u has failed" ;;
  *:auto-restart*) w="$u does not stay up" ;;
  inactive:*) w="$u does not run" ;;
  *) w="$u is $a ($s)" ;;
  esac
  case $c in
  1) w="$w: its process exited with status $x" ;;
  2 | 3) w="$w: its process was killed by signal $x" ;;
  esac
  case $r in '' | success | exit-code | signal) ;; *) w="$w, result '$r'" ;; esac
  [ "${n:-0}" = 0 ] || w="$w, restarted ${n} times"
  printf '%s\n' "$w"
}

# unit_up STATUS UNIT SECONDS: fails unless the unit is up, or is starting when the time to wait is 0;
# without SECONDS, systemctl itself has waited. A simple service counts as up from its first moment, so
# it is checked again, and a service that systemd restarts repeatedly is not waited for.
unit_up() {
  u=$2
  [ "$1" = 0 ] || { unit_story >&2; exit 1; }
  till= again=
  [ -z "$3" ] || till=$(($(date +%s) + $3))
  while unit_look; do
    case $a:$s:${j:-0} in
    active:*:0 | reloading:*:0 | refreshing:*:0)
      case $y:${3:-0}:$again in
      *:0: | *:"$n" | notify*:* | dbus:* | forking:* | oneshot:*) return 0 ;;
      esac
      again=$n
      sleep 1
      [ "${n:-0}" -ge 3 ] || continue ;;
    failed:*:0 | inactive:*:0) unit_story >&2; exit 1 ;;
    *:auto-restart*) [ "${3:-0}" != 0 ] || { unit_story >&2; exit 1; } ;;
    esac
    [ "${3:-0}" != 0 ] || return 0
    [ "${n:-0}" -lt 3 ] && [ "$(date +%s)" -lt "$till" ] || { unit_story >&2; exit 1; }
    sleep 0.2 2>/dev/null || sleep 1
  done
}

# unit_course UNIT: prints its state, and its story unless it is up.
unit_course() {
  u=$1
  unit_look
  echo "$a:$s:$n"
  case $a in active | reloading | refreshing) ;; *) unit_story ;; esac
}
