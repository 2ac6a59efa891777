package runbook.modules.etcd.member;

import java.util.Optional;
import runbook.modules.etcd.ClusterMember;

/** Whether a cluster can spare a member: more than half of those that vote must answer after it. */
record QuorumCheck(MemberSettings memberSettings, MembershipState is) {

  /** Why the member must stay; empty when it may go. */
  Optional<String> refusalToRemove(ClusterMember clusterMember) {
    if (clusterMember.learner()) {
      return Optional.empty();
    }
    var cluster = is.cluster(memberSettings).orElseThrow();
    var left = cluster.voters().filter(voter -> voter.id() != clusterMember.id()).toList();
    if (left.isEmpty()) {
      return Optional.of(
          ("%s is the last member of the cluster %s\n"
                  + "to end the cluster, stop %s; its data stay where they are")
              .formatted(clusterMember, cluster.hex(), memberSettings.unit()));
    }
    long answering = left.stream().filter(is::answers).count();
    int needed = left.size() / 2 + 1;
    return answering >= needed && is.hasLeader()
        ? Optional.empty()
        : Optional.of(
            ("without %s the cluster %s would have no majority: %d of the other %d members answer,"
                    + " %d are needed\nbring the others back first")
                .formatted(clusterMember, cluster.hex(), answering, left.size(), needed));
  }
}
