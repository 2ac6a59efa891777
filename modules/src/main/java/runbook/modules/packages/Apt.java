package runbook.modules.packages;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import runbook.module.Script;
import runbook.modules.remedy.Remedies;

/**
 * How apt is asked.
 *
 * @param lists how old its lists may be; empty to take them as they are
 * @param start whether services may start
 * @param purge whether settings go as well
 */
record Apt(Optional<Duration> lists, boolean start, boolean purge) {

  /** Whether it may fetch the lists. */
  boolean fetches() {
    return lists.isPresent();
  }

  Script install(List<String> names) {
    var steps = new ArrayList<String>();
    lists.ifPresent(age -> steps.add("apt_fresh " + age.toSeconds()));
    steps.add((start ? "apt_do" : "apt_unstarted") + " install " + words(names));
    return script(steps);
  }

  Script remove(List<String> names) {
    return script(List.of("apt_do " + (purge ? "purge " : "remove ") + words(names)));
  }

  static Script update() {
    return script(List.of("apt_fresh 0"));
  }

  private static String words(List<String> names) {
    return names.stream().map(Script::quote).collect(Collectors.joining(" ", "-- ", ""));
  }

  private static Script script(List<String> steps) {
    return new Script(String.join(" && ", steps)).sharing(FUNCTIONS).advised(Remedies.OF_PACKAGES);
  }

  /**
   * {@code apt_do} waits for others who have the lock, finishes what an installation that was cut
   * short has left, asks nobody anything and keeps settings that were changed. Lists that were
   * fetched in part count as old. {@code apt_unstarted} has the policy deny every start, for this
   * one installation only: whoever does not have its variable is not affected, even when it is
   * never taken away.
   */
  static final String FUNCTIONS =
      """
      apt_do() {
        k=0 c=
        until o=$(LC_ALL=C DEBIAN_FRONTEND=noninteractive APT_LISTCHANGES_FRONTEND=none \\
            apt-get -q -y -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold \\
            "$@" 2>&1 </dev/null); do
          case $o in
          *"dpkg was interrupted"*)
            [ -z "$c" ] || k=150
            c=$(LC_ALL=C DEBIAN_FRONTEND=noninteractive dpkg --force-confdef --force-confold \\
              --configure -a 2>&1 </dev/null; echo done)
            [ $k = 150 ] || continue ;;
          *"Could not get lock"* | *"Unable to lock"* | *"Unable to acquire the dpkg"*) ;;
          *) k=150 ;;
          esac
          [ $k -lt 150 ] || { printf '%s\\n' "$o" >&2; return 1; }
          k=$((k + 1))
          sleep 2
        done
      }
      apt_age() {
        t=$(stat -c %Y /var/lib/apt/lists 2>/dev/null) || t=0
        [ ! -e /var/lib/apt/runbook-fetches-lists ] || t=0
        echo $(($(date +%s) - t))
      }
      apt_fresh() {
        [ "$(apt_age)" -gt "$1" ] || [ "$1" = 0 ] || return 0
        f=/var/lib/apt/runbook-fetches-lists
        : >$f && apt_do update && touch /var/lib/apt/lists && rm -f $f
      }
      apt_unstarted() (
        p=/usr/sbin/policy-rc.d
        if [ -e $p ] && ! grep -q RUNBOOK_NO_START $p; then ln -f $p $p.kept || exit; fi
        trap 'if [ -e $p.kept ]; then mv -f $p.kept $p; else rm -f $p; fi' EXIT
        trap 'exit 129' HUP; trap 'exit 130' INT; trap 'exit 143' TERM
        printf '%s\\n' '#!/bin/sh' '[ -z "$RUNBOOK_NO_START" ] || exit 101' \\
          '[ ! -x "$0.kept" ] || exec "$0.kept" "$@"' 'exit 0' >$p.new || exit
        chmod 755 $p.new && mv -f $p.new $p || exit
        export RUNBOOK_NO_START=1
        apt_do "$@"
      )
      """;
}
