package runbook.modules.etcd.member;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import runbook.module.Want;
import runbook.modules.etcd.ClusterMember;

/**
 * Checks that a member can be restarted. All members of the cluster count, even those that take no
 * part in the play.
 */
record RestartCheck(MemberSettings memberSettings, Duration timeout) {

  List<Want> wants() {
    return List.of(
        new Want.Await<>(
            new MembershipFact(memberSettings),
            is -> is.coming() || danger(is).isEmpty(),
            JoinPreparation.election(timeout),
            is -> danger(is).orElse("")));
  }

  /** Returns why it must not be restarted; empty if it may. */
  private Optional<String> danger(MembershipState is) {
    var own = is.ownMember(memberSettings);
    // A member that does not run, or has no vote, does not count for the quorum.
    if (own.filter(m -> !m.learner() && is.answers(m)).isEmpty()) {
      return Optional.empty();
    }
    var voters = is.cluster(memberSettings).orElseThrow().voters().toList();
    var others =
        voters.stream().filter(clusterMember -> clusterMember.id() != own.get().id()).toList();
    var unwell = others.stream().filter(clusterMember -> !is.healthy(clusterMember)).toList();
    int quorum = voters.size() / 2 + 1;
    // A healthy cluster of one or two members cannot be restarted in any other way.
    return unwell.isEmpty() || others.size() - unwell.size() >= quorum
        ? Optional.empty()
        : Optional.of(told(unwell, voters.size(), quorum));
  }

  private String told(List<ClusterMember> unwell, int voters, int quorum) {
    boolean one = unwell.size() == 1;
    return """
    to restart %s would take the quorum away from its cluster: %s %s answer, so %d of %d \
    members are healthy, and %d are needed to restart one of them
    start %s, or remove %s from the cluster with 'state: absent'; the role etcd_start restarts \
    anyway with -e etcd_restart_without_quorum=true\
    """
        .formatted(
            memberSettings.name(),
            unwell.stream().map(this::name).collect(Collectors.joining(", ")),
            one ? "does not" : "do not",
            voters - unwell.size(),
            voters,
            quorum + 1,
            one ? "it" : "them",
            one ? "it" : "them");
  }

  /** A member that has not started yet has no name in the list. */
  private String name(ClusterMember clusterMember) {
    return clusterMember.name().isEmpty()
        ? memberSettings.nameAt(clusterMember.peerUrls()).orElse(clusterMember.toString())
        : clusterMember.name();
  }
}
