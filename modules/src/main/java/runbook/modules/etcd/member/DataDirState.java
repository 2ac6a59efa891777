package runbook.modules.etcd.member;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import runbook.modules.etcd.ClusterMember;

/**
 * What the data on a host's disk tell.
 *
 * @param there etcd has run with them: from then on it reads no more which cluster to found
 * @param joined a cluster has come of it, for its members have told it their client URLs
 * @param entries the members its log speaks of: those who founded the cluster, and those who were
 *     added or promoted since; empty when the log does not reach back that far
 */
record DataDirState(boolean there, boolean joined, List<ClusterMember> entries) {

  static final DataDirState NONE = new DataDirState(false, false, List.of());

  /** Who founds a cluster has a name from the start; without them the log tells no beginning. */
  private Stream<ClusterMember> founders() {
    return entries.stream().filter(entry -> !entry.name().isEmpty());
  }

  private boolean reachesBack() {
    return founders().findAny().isPresent();
  }

  /** Whether they began with other members than these. */
  boolean foundedBy(MemberSettings memberSettings) {
    return !reachesBack() || names(memberSettings).equals(memberSettings.initialCluster());
  }

  /** Whether they are known to be of a cluster that this member was never in. */
  boolean foreignTo(MemberSettings memberSettings) {
    return reachesBack() && entries.stream().noneMatch(m -> m.at(memberSettings.peerUrls()));
  }

  /** Whether they are of an entry that the same place had before this one was made. */
  boolean isOlderThan(ClusterMember entry) {
    return joined
        && !entry.started()
        && reachesBack()
        && entries.stream().noneMatch(m -> m.id() == entry.id());
  }

  private String names(MemberSettings memberSettings) {
    return founders()
        .flatMap(m ->
            MemberSettings.entries(
                memberSettings.nameAt(m.peerUrls()).orElse(m.name()), m.peerUrls()))
        .sorted()
        .collect(Collectors.joining(","));
  }

  /** Who founded the cluster. */
  String told() {
    return founders().map(ClusterMember::toString).collect(Collectors.joining(", "));
  }
}
