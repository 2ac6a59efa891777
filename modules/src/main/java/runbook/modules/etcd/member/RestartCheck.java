package runbook.modules.etcd.member;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import runbook.module.Want;
import runbook.modules.etcd.ClusterMember;

/**
 * A member that is about to be away for a moment, to be started again. All members of the cluster
 * count, whether or not they take part in the play.
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

  /** Why it must not go away; empty when it may. */
  private Optional<String> danger(MembershipState is) {
    var own = is.ownMember(memberSettings);
    // Who does not run, or has no vote, is not missed.
    if (own.filter(m -> !m.learner() && is.answers(m)).isEmpty()) {
      return Optional.empty();
    }
    var voters = is.cluster(memberSettings).orElseThrow().voters().toList();
    var others =
        voters.stream().filter(clusterMember -> clusterMember.id() != own.get().id()).toList();
    var unwell = others.stream().filter(clusterMember -> !is.healthy(clusterMember)).toList();
    int quorum = voters.size() / 2 + 1;
    // One or two members that are well cannot be started again in any other way.
    return unwell.isEmpty() || others.size() - unwell.size() >= quorum
        ? Optional.empty()
        : Optional.of(told(unwell, voters.size(), quorum));
  }

  private String told(List<ClusterMember> unwell, int voters, int quorum) {
    boolean one = unwell.size() == 1;
    return """
    to start %s again would take the quorum away from its cluster: %s %s answer, so %d of %d \
    members are well, and %d are needed to miss one of them
    bring %s up, or remove %s from the cluster by 'state: absent'; the role etcd_start does it \
    all the same with -e etcd_restart_without_quorum=true\
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

  /** One that has not started yet has not told its name. */
  private String name(ClusterMember clusterMember) {
    return clusterMember.name().isEmpty()
        ? memberSettings.nameAt(clusterMember.peerUrls()).orElse(clusterMember.toString())
        : clusterMember.name();
  }
}
