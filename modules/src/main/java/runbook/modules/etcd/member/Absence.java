package runbook.modules.etcd.member;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import runbook.module.Want;
import runbook.modules.etcd.Member;

/**
 * A member that is about to be away for a moment, to be started again. All members of the cluster
 * count, whether or not they take part in the play.
 */
record Absence(Site site, Duration timeout) {

  List<Want> wants() {
    return List.of(
        new Want.Await<>(
            new StandingFact(site),
            is -> is.coming() || danger(is).isEmpty(),
            Entrance.election(timeout),
            is -> danger(is).orElse("")));
  }

  /** Why it must not go away; empty when it may. */
  private Optional<String> danger(Standing is) {
    var own = is.own(site);
    // Who does not run, or has no vote, is not missed.
    if (own.filter(m -> !m.learner() && is.answers(m)).isEmpty()) {
      return Optional.empty();
    }
    var voters = is.cluster(site).orElseThrow().voters().toList();
    var others = voters.stream().filter(member -> member.id() != own.get().id()).toList();
    var unwell = others.stream().filter(member -> !is.healthy(member)).toList();
    int quorum = voters.size() / 2 + 1;
    // One or two members that are well cannot be started again in any other way.
    return unwell.isEmpty() || others.size() - unwell.size() >= quorum
        ? Optional.empty()
        : Optional.of(told(unwell, voters.size(), quorum));
  }

  private String told(List<Member> unwell, int voters, int quorum) {
    boolean one = unwell.size() == 1;
    return """
    to start %s again would take the quorum away from its cluster: %s %s answer, so %d of %d \
    members are well, and %d are needed to miss one of them
    bring %s up, or remove %s from the cluster by 'state: absent'; the role etcd_start does it \
    all the same with -e etcd_restart_without_quorum=true\
    """
        .formatted(
            site.name(),
            unwell.stream().map(this::name).collect(Collectors.joining(", ")),
            one ? "does not" : "do not",
            voters - unwell.size(),
            voters,
            quorum + 1,
            one ? "it" : "them",
            one ? "it" : "them");
  }

  /** One that has not started yet has not told its name. */
  private String name(Member member) {
    return member.name().isEmpty()
        ? site.nameAt(member.peerUrls()).orElse(member.toString())
        : member.name();
  }
}
