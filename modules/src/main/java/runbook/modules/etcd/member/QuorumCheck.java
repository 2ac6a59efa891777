package runbook.modules.etcd.member;

import java.util.Optional;
import runbook.modules.etcd.ClusterMember;

/** Checks that a cluster can lose a member: more than half of the remaining voters must answer. */
record QuorumCheck(MemberSettings memberSettings, MembershipState is) {

  /** Returns why the member must stay; empty if it may be removed. */
  Optional<String> refusalToRemove(ClusterMember clusterMember) {
    if (clusterMember.learner()) {
      return Optional.empty();
    }
    var cluster = is.cluster(memberSettings).orElseThrow();
    var left = cluster.voters().filter(voter -> voter.id() != clusterMember.id()).toList();
    if (left.isEmpty()) {
      return Optional.of(
          ("%s is the last member of the cluster %s\n"
                  + "to end the cluster, stop %s; its data stays in place")
              .formatted(clusterMember, cluster.hex(), memberSettings.unit()));
    }
    long answering = left.stream().filter(is::answers).count();
    int needed = left.size() / 2 + 1;
    return answering >= needed && is.hasLeader()
        ? Optional.empty()
        : Optional.of(
            ("without %s the cluster %s would have no majority: %d of the other %d members answer,"
                    + " %d are needed\nstart the others first")
                .formatted(clusterMember, cluster.hex(), answering, left.size(), needed));
  }
}
