package runbook.modules.etcd.member;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import runbook.modules.etcd.ClusterMember;

/**
 * The state of etcd's data on a host.
 *
 * @param there whether etcd has run with the data; from then on it ignores which cluster to found
 * @param joined whether a cluster was formed: its members have published their client URLs
 * @param entries the members in the log: those that founded the cluster, and those that were added
 *     or promoted since; empty if the log does not reach back that far
 */
record DataDirState(boolean there, boolean joined, List<ClusterMember> entries) {

  static final DataDirState NONE = new DataDirState(false, false, List.of());

  /** Founders have a name from the start; without any, the beginning of the log is missing. */
  private Stream<ClusterMember> founders() {
    return entries.stream().filter(entry -> !entry.name().isEmpty());
  }

  private boolean reachesBack() {
    return founders().findAny().isPresent();
  }

  /** Returns whether the data can come from a cluster that exactly these members founded. */
  boolean foundedBy(MemberSettings memberSettings) {
    return !reachesBack() || names(memberSettings).equals(memberSettings.initialCluster());
  }

  /** Returns whether the data is known to belong to a cluster that never had this member. */
  boolean foreignTo(MemberSettings memberSettings) {
    return reachesBack() && entries.stream().noneMatch(m -> m.at(memberSettings.peerUrls()));
  }

  /** Returns whether the data belongs to an earlier entry at the same peer URLs. */
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

  /** Returns the founders of the cluster for a message. */
  String told() {
    return founders().map(ClusterMember::toString).collect(Collectors.joining(", "));
  }
}
