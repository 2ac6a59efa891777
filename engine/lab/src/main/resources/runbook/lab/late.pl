# Passes frames between two interfaces; delays those to the second one and drops some.
# usage: late.pl FROM TO MILLISECONDS PERCENT
use strict;
use warnings;
use POSIX ();

my ($lan, $host, $delay, $loss) = @ARGV;

# Constants of Linux: this perl may lack the module that defines them.
my ($AF_PACKET, $SOCK_RAW, $ALL, $SIOCGIFINDEX) = (17, 3, 3, 0x8933);
my ($SOL_PACKET, $VNET_HDR, $DONTWAIT, $OUTGOING) = (263, 15, 0x40, 4);
my $clock = { x86_64 => 228, aarch64 => 113 }->{ (POSIX::uname())[4] };

sub now {
  return (POSIX::times())[0] / POSIX::sysconf(POSIX::_SC_CLK_TCK()) if !defined $clock;
  my $time = "\0" x 16;
  syscall($clock, 1, $time);
  my ($seconds, $nanos) = unpack('q2', $time);
  return $seconds + $nanos / 1e9;
}

sub tap {
  my ($name) = @_;
  socket(my $socket, $AF_PACKET, $SOCK_RAW, 0) or die "socket: $!";
  my $request = pack('a16 x24', $name);
  ioctl($socket, $SIOCGIFINDEX, $request) or die "$name: $!";
  my $index = unpack('x16 i', $request);
  # Frames can exceed the MTU and lack their checksum; the header says so.
  setsockopt($socket, $SOL_PACKET, $VNET_HDR, pack('i', 1)) or die "header: $!";
  bind($socket, pack('S n i S C C a8', $AF_PACKET, $ALL, $index, 0, 0, 0, '')) or die "bind: $!";
  return $socket;
}

my $from = tap($lan);
my $to = tap($host);
my @late;
while (1) {
  my $ready = '';
  vec($ready, fileno($_), 1) = 1 for $from, $to;
  my $wait = @late ? $late[0][0] - now() : undef;
  select($ready, undef, undef, defined $wait && $wait < 0 ? 0 : $wait);
  for my $tap ($from, $to) {
    next if !vec($ready, fileno($tap), 1);
    my $sender = recv($tap, my $frame, 70_000, $DONTWAIT);
    next if !defined $sender || !length $frame || unpack('x10 C', $sender) == $OUTGOING;
    if ($tap == $to) {
      send($from, $frame, 0);
    } elsif (rand(100) >= $loss) {
      push @late, [now() + $delay / 1000, $frame];
    }
  }
  send($to, (shift @late)->[1], 0) while @late && $late[0][0] <= now();
}
