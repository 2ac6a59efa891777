package runbook.modules.etcd.member;

import java.time.Duration;
import java.util.List;
import runbook.module.Want;
import runbook.modules.etcd.ClusterMember;
import runbook.modules.etcd.EtcdFailure;
import runbook.modules.messages.KnownMessages;

/** Waits until a started member is healthy, and promotes it if it is a learner. */
record MemberStartup(MemberSettings memberSettings, Duration timeout) {

  List<Want> wants() {
    var fact = new MembershipFact(memberSettings);
    return List.of(
        new Want.Await<>(fact, this::hasStarted, timeout, this::missing),
        new Want.Reach<>(fact, this::promoted),
        new Want.Await<>(fact, this::isWhole, timeout, this::missing));
  }

  /** A learner answers no reads through the whole cluster, so this checks only that it answers. */
  private boolean hasStarted(MembershipState is) {
    return is.coming()
        || is.ownMember(memberSettings).filter(m -> m.started() && is.answers(m)).isPresent();
  }

  private boolean isWhole(MembershipState is) {
    return is.coming()
        || is.ownMember(memberSettings).filter(m -> !m.learner() && is.healthy(m)).isPresent();
  }

  private MembershipState promoted(MembershipState is) {
    var learner = is.ownMember(memberSettings).filter(ClusterMember::learner);
    return learner.isEmpty()
        ? is
        : is.withMemberLists(memberList ->
            memberList.changed(learner.get().id(), clusterMember -> clusterMember.learner(false)));
  }

  private String missing(MembershipState is) {
    return "%s %s\n%s".formatted(memberSettings.name(), state(is), hint(is));
  }

  private String state(MembershipState is) {
    var cluster = is.cluster(memberSettings);
    if (cluster.isEmpty()) {
      return is.firstTlsFailure()
          .flatMap(EndpointAnswer::trouble)
          .map(etcdFailure -> "rejects our connection: " + etcdFailure.text())
          .orElseGet(() -> "does not answer" + why(is));
    }
    var own = is.ownMember(memberSettings);
    if (own.isEmpty()) {
      return "is not a member of the cluster " + cluster.get().hex();
    }
    if (!is.answers(own.get())) {
      return own.get().started()
          ? "is known to its cluster, but does not answer" + why(is)
          : "is known to its cluster, but has not started" + why(is);
    }
    return own.get().learner() ? "is still a learner" : "has no healthy cluster around it";
  }

  private String why(MembershipState is) {
    var unit = is.etcdUnit().active();
    var troubles =
        is.peers().stream()
            .flatMap(endpointAnswer -> endpointAnswer.trouble().stream())
            .filter(
                etcdFailure -> etcdFailure.etcdFailureKind() != EtcdFailure.EtcdFailureKind.SILENCE)
            .map(EtcdFailure::text)
            .distinct()
            .toList();
    return (unit.isEmpty() ? "" : ", %s is %s".formatted(memberSettings.unit(), unit))
        + (troubles.isEmpty() ? "" : " (" + String.join("; ", troubles) + ")");
  }

  /** Returns the end of its log, and known remedies. */
  private String hint(MembershipState is) {
    var log = is.etcdUnit().log();
    if (log.isEmpty()) {
      return "see 'journalctl -u %s' on the host".formatted(memberSettings.unit());
    }
    return KnownMessages.OF_SERVICES.on(log).map(remedy -> remedy + "\n").orElse("")
        + "%s says: %s".formatted(memberSettings.unit(), String.join("\n", log));
  }
}
