package runbook.modules.etcd.member;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import runbook.module.Want;
import runbook.modules.etcd.ClusterMember;
import runbook.modules.etcd.MemberList;
import runbook.modules.etcd.member.JoinPlan.JoinBlocked;
import runbook.modules.etcd.member.JoinPlan.StartSettings;
import runbook.modules.etcd.member.JoinPlan.UnblockAction;

/**
 * Prepares a host and its cluster, so that the host's etcd can start.
 *
 * @param timeout how long the host may take to become a member
 * @param reset whether data that is in the way may be moved aside
 * @param replace whether an entry that is in the way may be removed
 */
record JoinPreparation(
    MemberSettings memberSettings, Duration timeout, boolean reset, boolean replace) {

  /** Enough time for the members to elect a leader on a busy machine. */
  private static final Duration ELECTION = Duration.ofSeconds(20);

  List<Want> wants() {
    var fact = new MembershipFact(memberSettings);
    return List.of(
        new Want.Require<>(
            fact, is -> mayPass(is) || refusal(is).isEmpty(), is -> refusal(is).orElse("")),
        new Want.Await<>(
            fact, is -> !mayPass(is), election(timeout), is -> blockade(is).orElse("")),
        new Want.Require<>(fact, is -> refusal(is).isEmpty(), is -> refusal(is).orElse("")),
        new Want.Reach<>(fact, this::wish),
        new Want.Look<>("", fact));
  }

  /** Returns the part of the timeout in which the cluster may elect a leader. */
  static Duration election(Duration timeout) {
    return timeout.compareTo(ELECTION) < 0 ? timeout : ELECTION;
  }

  /** Returns what prevents the start even after all allowed changes. */
  private Optional<String> refusal(MembershipState is) {
    var quorumCheck = new QuorumCheck(memberSettings, is);
    return Stream.of(
            new MemberReplacement(memberSettings, is).refusal(),
            removed(is).flatMap(quorumCheck::refusalToRemove),
            blockade(is))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private boolean mayPass(MembershipState is) {
    return blocked(cleared(is), UnblockAction.PATIENCE);
  }

  /** Returns why there is no plan to become a member. */
  private Optional<String> blockade(MembershipState is) {
    return new JoinDerivation(memberSettings).of(cleared(is)) instanceof JoinBlocked joinBlocked
        ? Optional.of(joinBlocked.text())
        : Optional.empty();
  }

  MembershipState wish(MembershipState is) {
    var clear = cleared(is);
    return new JoinDerivation(memberSettings).of(clear) instanceof StartSettings startSettings
            && startSettings.entry()
        ? clear.withMemberLists(
            memberList -> isOurs(memberList, clear) ? joined(memberList) : memberList)
        : clear;
  }

  private MemberList joined(MemberList memberList) {
    return memberList.with(new JoinDerivation(memberSettings).entry());
  }

  private boolean isOurs(MemberList memberList, MembershipState is) {
    return is.cluster(memberSettings).filter(c -> c.cluster() == memberList.cluster()).isPresent();
  }

  /** Returns the state without the data and entries that are in the way and may be removed. */
  private MembershipState cleared(MembershipState is) {
    var clear = is;
    var gone = removed(is);
    if (gone.isPresent()) {
      clear = clear.withMemberLists(memberList -> memberList.without(gone.get().id()));
    }
    if (reset && blocked(clear, UnblockAction.RESET)) {
      clear = clear.withoutData();
      var stale = removed(clear);
      if (stale.isPresent()) {
        clear = clear.withMemberLists(memberList -> memberList.without(stale.get().id()));
      }
    }
    return clear;
  }

  private boolean blocked(MembershipState is, UnblockAction by) {
    return new JoinDerivation(memberSettings).of(is) instanceof JoinBlocked joinBlocked
        && joinBlocked.unblockAction() == by;
  }

  /** Returns the entry that is removed first. */
  private Optional<ClusterMember> removed(MembershipState is) {
    return new MemberReplacement(memberSettings, is)
        .entry()
        .or(() ->
            is.cluster(memberSettings)
                .filter(_ -> replace && blocked(is, UnblockAction.REPLACE))
                .flatMap(this::stale));
  }

  private Optional<ClusterMember> stale(MemberList cluster) {
    return cluster
        .findByPeerUrls(memberSettings.peerUrls())
        .or(() -> cluster.findByName(memberSettings.name()));
  }
}
