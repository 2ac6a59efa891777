# shellcheck disable=SC2016 # the embedded programs use their own variables

# connect_port HOST PORT SECONDS [greeted]: returns 0 if the port answers, 99 if no program can try it.
# The first suitable program found decides. A watchdog kills it after SECONDS and leaves no sleep
# behind.
watched() {
  "$@" & job=$!
  ( trap 'kill "$nap"; exit' TERM
    sleep "$seconds" & nap=$!
    wait "$nap"
    kill "$job" ) >/dev/null 2>&1 & dog=$!
  wait "$job"; code=$?
  kill "$dog" 2>/dev/null
  return "$code"
}
connect_with() {
  case $1 in
  bash) watched bash -c 'exec 9<>"/dev/tcp/$0/$1" || exit 1
    [ -z "$2" ] || { IFS= read -r -t 2 -N 4096 -u 9 said; printf %s "$said"; }' \
    "$host" "$port" "$greeted" ;;
  python3) watched python3 -c 'import socket, sys
with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as port:
    if sys.argv[3]:
        port.settimeout(2)
        try:
            sys.stdout.write(port.recv(4096).decode("utf-8", "replace"))
        except OSError:
            pass' "$host" "$port" "$greeted" ;;
  perl) watched perl -MIO::Socket::IP -e '
    $p = IO::Socket::IP->new(PeerHost => $ARGV[0], PeerPort => $ARGV[1]) or die "$@\n";
    if ($ARGV[2]) {
      $SIG{ALRM} = sub { exit 0 }; alarm 2; sysread($p, $said, 4096); print $said }' \
    "$host" "$port" "$greeted" ;;
  nc) case $(nc -h 2>&1) in *-z*) watched nc -vz "$host" "$port" ;; *) return 99 ;; esac ;;
  socat) watched socat -u /dev/null "TCP:$host:$port" ;;
  curl) most=2
    [ "$seconds" -gt 2 ] || most=$seconds
    # It ends by itself, and only then reports whether it was connected.
    seconds=$((most + 2))
    case $(watched curl -sv -m "$most" -w '%{time_connect}' -o /dev/null "telnet://$host:$port") in
    '' | 0.000000) return 1 ;;
    esac ;;
  busybox) busybox nc --help 2>&1 | while read -r line; do
      case $line in *-e\ PROG*) exit 7 ;; esac
    done
    [ $? = 7 ] || return 99
    watched busybox nc -w "$seconds" "$host" "$port" -e /bin/true ;;
  esac
}
connect_port() {
  host=$1 port=$2 seconds=$3 greeted=$4
  programs='bash python3 perl'
  [ -n "$greeted" ] || programs="$programs nc socat curl busybox"
  for program in $programs; do
    command -v "$program" >/dev/null 2>&1 || continue
    connect_with "$program"; code=$?
    [ "$code" = 99 ] || return "$code"
  done
  return 99
}

# try_port HOST PORT SECONDS: prints OPEN, UNKNOWN if no program can try the port, or the error.
try_port() {
  why=$( (LC_ALL=C; export LC_ALL; connect_port "$@") 2>&1 >/dev/null)
  case $?:$why in
    0:*) echo OPEN ;;
    99:*) echo UNKNOWN ;;
    143:* | *'imed out'*) echo 'timed out' ;;
    *efused*) echo 'Connection refused' ;;
    *) printf '%s\n' "$why" | tail -n 1 ;;
  esac
}

# try_ports SECONDS [HOST PORT]...: tries all ports at once. Prints a line for each, its index and what
# try_port prints.
try_ports() {
  if command -v bash >/dev/null 2>&1; then
    said=$(ports_by_bash "$@")
    # It needs /dev/fd.
    [ -z "$said" ] || { printf '%s\n' "$said"; return; }
  fi
  limit=$1 index=0
  shift
  while [ $# -gt 1 ]; do
    ( k=$(try_port "$1" "$2" "$limit"); echo "$index $k" ) &
    index=$((index + 1))
    shift 2
  done
  wait
}

# ports_by_bash SECONDS [HOST PORT]...: like try_ports, with one process per port. The message of an
# error names the port.
ports_by_bash() {
  LC_ALL=C bash -c '
    seconds=$0 ports=("$@") waits=()
    exec 8< <(
      for ((i = 0; i < ${#ports[@]}; i += 2)); do
        { echo "job $i $BASHPID"
          exec 9<>"/dev/tcp/${ports[i]}/${ports[i + 1]}" && echo "open $i"; } 2>&1 &
      done
      wait)
    while left=$((seconds - SECONDS)) && ((left > 0)) && IFS= read -r -t "$left" -u 8 line; do
      case $line in
      "job "*) line=${line#job }; waits[${line% *}]=${line#* } ;;
      "open "*) i=${line#open }; unset "waits[i]"; echo "$((i / 2)) OPEN" ;;
      *": /dev/tcp/"*": "*)
        port=${line#*: /dev/tcp/}
        for i in "${!waits[@]}"; do
          [ "${port%: *}" = "${ports[i]}/${ports[i + 1]}" ] || continue
          unset "waits[i]"
          echo "$((i / 2)) ${line##*: }"
          break
        done ;;
      esac
    done
    for i in "${!waits[@]}"; do
      kill "${waits[i]}"
      echo "$((i / 2)) timed out"
    done' "$@" 2>/dev/null
}
