# Swaps names in the current folder as fast as it can: temporary ones for links to a file or a folder of
# another user's; the names given, if they are there, for a link and back.
# usage: swap.pl FILE FOLDER NAME...
my ($file, $folder, @names) = @ARGV;
my $swaps = 0;
for (;;) {
  opendir my $here, '.' or die;
  for my $name (grep { /^\.runbook-|\.runbook-new$/ } readdir $here) {
    lstat $name or next;
    next if -l _;
    my $target = -d _ ? $folder : $file;
    if (rename $name, "taken") {
      symlink $target, $name and $swaps++;
      unlink "taken" or rmdir "taken" or rename "taken", "taken-$swaps";
    }
  }
  for my $name (@names) {
    lstat $name or next;
    next if -l _;
    my $target = -d _ ? $folder : $file;
    rename $name, "$name-real" or next;
    symlink $target, $name and $swaps++;
    select undef, undef, undef, rand 0.002 if $swaps % 2 == 0;
    # What was put there meanwhile stays.
    unlink $name if -l $name;
    -e $name or rename "$name-real", $name;
    select undef, undef, undef, rand 0.004 if $swaps % 3 == 0;
  }
}
