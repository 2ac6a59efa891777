package runbook.modules.etcd.member;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import runbook.modules.etcd.Member;

/**
 * What the data on a host's disk tell.
 *
 * @param there etcd has run with them: from then on it reads no more which cluster to found
 * @param joined a cluster has come of it, for its members have told it their client URLs
 * @param entries the members its log speaks of: those who founded the cluster, and those who were
 *     added or promoted since; empty when the log does not reach back that far
 */
record Data(boolean there, boolean joined, List<Member> entries) {

  static final Data NONE = new Data(false, false, List.of());

  /** Who founds a cluster has a name from the start; without them the log tells no beginning. */
  private Stream<Member> founders() {
    return entries.stream().filter(entry -> !entry.name().isEmpty());
  }

  private boolean reachesBack() {
    return founders().findAny().isPresent();
  }

  /** Whether they began with other members than these. */
  boolean foundedBy(Site site) {
    return !reachesBack() || names(site).equals(site.initialCluster());
  }

  /** Whether they are known to be of a cluster that this member was never in. */
  boolean foreignTo(Site site) {
    return reachesBack() && entries.stream().noneMatch(m -> m.at(site.peerUrls()));
  }

  /** Whether they are of an entry that the same place had before this one was made. */
  boolean before(Member entry) {
    return joined
        && !entry.started()
        && reachesBack()
        && entries.stream().noneMatch(m -> m.id() == entry.id());
  }

  private String names(Site site) {
    return founders()
        .flatMap(m -> Site.entries(site.nameAt(m.peerUrls()).orElse(m.name()), m.peerUrls()))
        .sorted()
        .collect(Collectors.joining(","));
  }

  /** Who founded the cluster. */
  String told() {
    return founders().map(Member::toString).collect(Collectors.joining(", "));
  }
}
