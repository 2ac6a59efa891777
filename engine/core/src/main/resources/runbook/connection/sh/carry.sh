# Carries bytes between the streams of this shell and port PORT of HOST with PROGRAM. Prints the line
# MARK first; everything the controller sends after it goes to the port. Ends when either end closes.
# shellcheck disable=SC2317 # The functions are called by names in variables.
{
  LC_ALL=C
  export LC_ALL
  rb_host=HOST rb_port=PORT rb_program=PROGRAM

  # Uses one process per direction, since both ends may send without reading. The one that reads from
  # the port starts last: killed before that, it leaves only one that ends with its input.
  rb_bash() {
    exec bash -c '
      exec 3<>"/dev/tcp/$0/$1" 4<&0 || exit 1
      {
        cat <&4 >&3
        read -r stat <"/proc/$BASHPID/stat"
        set -- ${stat##*) }
        [ "$2" != "$$" ] || kill "$$"
      } >/dev/null 2>&1 &
      exec cat <&3 4<&-' "$rb_host" "$rb_port"
  }
  rb_perl() {
    exec perl -MIO::Socket::IP -e '
      sub copy {
        my ($from, $to) = @_;
        while (my $n = sysread $from, my $bytes, 65536) {
          for (my $at = 0; $at < $n;) {
            $at += syswrite($to, $bytes, $n - $at, $at) // exit 1;
          }
        }
      }
      my $port = IO::Socket::IP->new(PeerHost => $ARGV[0], PeerPort => $ARGV[1]) or die "$@\n";
      my $reader = $$;
      my $writer = fork;
      if ($writer == 0) {
        copy(*STDIN, $port);
        shutdown $port, 1;
        sleep 1;
        kill TERM => $reader if getppid == $reader;
        exit;
      }
      copy($port, *STDOUT);
      kill TERM => $writer;' "$rb_host" "$rb_port"
  }
  rb_python3() {
    exec python3 -c '
import os, socket, sys, threading, time
port = socket.create_connection((sys.argv[1], int(sys.argv[2])))
def send():
    try:
        for data in iter(lambda: os.read(0, 65536), b""):
            port.sendall(data)
        port.shutdown(socket.SHUT_WR)
        time.sleep(1)
    finally:
        os._exit(0)
threading.Thread(target=send).start()
try:
    for data in iter(lambda: port.recv(65536), b""):
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
finally:
    os._exit(0)' "$rb_host" "$rb_port"
  }
  rb_socat() {
    case $rb_host in *:*) rb_host="[$rb_host]" ;; esac
    exec socat -t 1 - "TCP:$rb_host:$rb_port"
  }
  # Some keep running after their input ends: a watcher notices that on pipe 5 and kills them.
  rb_nc() {
    exec 3>&1 4<&0
    {
      cat <&4 3>&- | sh -c 'echo $$ >&5; exec "$@" >&3 4<&- 5>&-' sh "$@" "$rb_host" "$rb_port" 4<&- &
    } 5>&1 | {
      exec 3>&- 4<&- >&-
      read -r rb_n
      read -r _
      sleep 1
      kill "$rb_n"
    } 2>/dev/null &
    exec 3>&- 4<&- >&-
    wait
  }

  echo MARK
  case $rb_program in
    nc) rb_nc nc ;;
    busybox) rb_nc busybox nc ;;
    *) "rb_$rb_program" ;;
  esac
  exit
}
