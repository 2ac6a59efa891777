package runbook.modules.etcd.member;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import runbook.module.Want;
import runbook.modules.etcd.Member;
import runbook.modules.etcd.Roster;
import runbook.modules.etcd.member.Course.Blocked;
import runbook.modules.etcd.member.Course.Remedy;
import runbook.modules.etcd.member.Course.Way;

/**
 * What must be so before a host's etcd can be started.
 *
 * @param timeout how long the host may take to come in
 * @param reset whether data that are in the way may be moved aside
 * @param replace whether an entry that is in the way may be removed
 */
record Entrance(Site site, Duration timeout, boolean reset, boolean replace) {

  /** Long enough for the members to elect a leader on a machine that has much to do. */
  private static final Duration ELECTION = Duration.ofSeconds(20);

  List<Want> wants() {
    var fact = new StandingFact(site);
    return List.of(
        new Want.Require<>(
            fact, is -> mayPass(is) || refusal(is).isEmpty(), is -> refusal(is).orElse("")),
        new Want.Await<>(
            fact, is -> !mayPass(is), election(timeout), is -> blockade(is).orElse("")),
        new Want.Require<>(fact, is -> refusal(is).isEmpty(), is -> refusal(is).orElse("")),
        new Want.Reach<>(fact, this::wish),
        new Want.Look<>("", fact));
  }

  /** How long the cluster may take of that time to elect a leader. */
  static Duration election(Duration timeout) {
    return timeout.compareTo(ELECTION) < 0 ? timeout : ELECTION;
  }

  /** What stands in the way even when all that is allowed is done. */
  private Optional<String> refusal(Standing is) {
    var quorum = new Quorum(site, is);
    return Stream.of(
            new Replacement(site, is).refusal(),
            removed(is).flatMap(quorum::forbidsToRemove),
            blockade(is))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private boolean mayPass(Standing is) {
    return blocked(cleared(is), Remedy.PATIENCE);
  }

  /** What stands in the way of a way in. */
  private Optional<String> blockade(Standing is) {
    return new Derivation(site).of(cleared(is)) instanceof Blocked blocked
        ? Optional.of(blocked.text())
        : Optional.empty();
  }

  Standing wish(Standing is) {
    var clear = cleared(is);
    return new Derivation(site).of(clear) instanceof Way way && way.entry()
        ? clear.roster(roster -> isOurs(roster, clear) ? joined(roster) : roster)
        : clear;
  }

  private Roster joined(Roster roster) {
    return roster.with(new Derivation(site).entry());
  }

  private boolean isOurs(Roster roster, Standing is) {
    return is.cluster(site).filter(c -> c.cluster() == roster.cluster()).isPresent();
  }

  /** Without the data and the entries that are in the way, as far as that is allowed. */
  private Standing cleared(Standing is) {
    var clear = is;
    var gone = removed(is);
    if (gone.isPresent()) {
      clear = clear.roster(roster -> roster.without(gone.get().id()));
    }
    if (reset && blocked(clear, Remedy.RESET)) {
      clear = clear.withoutData();
      var stale = removed(clear);
      if (stale.isPresent()) {
        clear = clear.roster(roster -> roster.without(stale.get().id()));
      }
    }
    return clear;
  }

  private boolean blocked(Standing is, Remedy by) {
    return new Derivation(site).of(is) instanceof Blocked blocked && blocked.remedy() == by;
  }

  /** The entry that is removed to make room. */
  private Optional<Member> removed(Standing is) {
    return new Replacement(site, is)
        .entry()
        .or(() ->
            is.cluster(site)
                .filter(_ -> replace && blocked(is, Remedy.REPLACE))
                .flatMap(this::stale));
  }

  private Optional<Member> stale(Roster cluster) {
    return cluster.at(site.peerUrls()).or(() -> cluster.named(site.name()));
  }
}
