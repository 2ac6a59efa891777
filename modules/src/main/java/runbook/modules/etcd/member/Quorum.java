package runbook.modules.etcd.member;

import java.util.Optional;
import runbook.modules.etcd.Member;

/** Whether a cluster can spare a member: more than half of those that vote must answer after it. */
record Quorum(Site site, Standing is) {

  /** Why the member must stay; empty when it may go. */
  Optional<String> forbidsToRemove(Member member) {
    if (member.learner()) {
      return Optional.empty();
    }
    var cluster = is.cluster(site).orElseThrow();
    var left = cluster.voters().filter(voter -> voter.id() != member.id()).toList();
    if (left.isEmpty()) {
      return Optional.of(
          ("%s is the last member of the cluster %s\n"
                  + "to end the cluster, stop %s; its data stay where they are")
              .formatted(member, cluster.hex(), site.unit()));
    }
    long answering = left.stream().filter(is::answers).count();
    int needed = left.size() / 2 + 1;
    return answering >= needed && is.hasLeader()
        ? Optional.empty()
        : Optional.of(
            ("without %s the cluster %s would have no majority: %d of the other %d members answer,"
                    + " %d are needed\nbring the others back first")
                .formatted(member, cluster.hex(), answering, left.size(), needed));
  }
}
