# Carries bytes between the streams of this shell and port PORT of HOST with PROGRAM. Prints the line
# MARK first; everything the controller sends after it goes to the port. Ends when either end closes.
{
  LC_ALL=C
  export LC_ALL
  rb_host=HOST rb_port=PORT

  # Uses one process per direction, since both ends may send without reading.
  rb_bash() {
    exec bash -c '
      exec 3<>"/dev/tcp/$0/$1" 4<&0 || exit 1
      cat <&3 4<&- &
      reader=$!
      { cat <&4 >&3; kill "$reader"; } >/dev/null 2>&1 &
      wait "$reader"
      kill "$!"' "$rb_host" "$rb_port"
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
      read -r rb_m
      sleep 1
      kill "$rb_n"
    } 2>/dev/null &
    exec 3>&- 4<&- >&-
    wait
  }

  echo MARK
  case PROGRAM in
    nc) rb_nc nc ;;
    busybox) rb_nc busybox nc ;;
    *) rb_PROGRAM ;;
  esac
  exit
}
