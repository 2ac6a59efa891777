package runbook.modules.etcd.member;

import java.util.List;
import java.util.stream.Collectors;
import runbook.modules.etcd.Member;

/**
 * What the data on a host's disk tell.
 *
 * @param there etcd has run with them: from then on it reads no more which cluster to found
 * @param joined a cluster has come of it, for its members have told it their client URLs
 * @param founders with which members it began; empty when its log does not reach back that far
 */
record Data(boolean there, boolean joined, List<Member> founders) {

  static final Data NONE = new Data(false, false, List.of());

  /** Whether they began with other members than these. */
  boolean foundedBy(Site site) {
    return founders.isEmpty() || names(site).equals(site.initialCluster());
  }

  /** Whether they are known to be of a cluster that this member was never in. */
  boolean foreignTo(Site site) {
    return !founders.isEmpty() && founders.stream().noneMatch(m -> m.at(site.peerUrls()));
  }

  /** Whether they are of an entry that the same place had before this one was made. */
  boolean before(Member entry) {
    return joined
        && !entry.started()
        && !founders.isEmpty()
        && founders.stream().noneMatch(m -> m.id() == entry.id());
  }

  private String names(Site site) {
    return founders.stream()
        .flatMap(m -> Site.entries(site.nameAt(m.peerUrls()).orElse(m.name()), m.peerUrls()))
        .sorted()
        .collect(Collectors.joining(","));
  }

  String told() {
    return founders.stream().map(Member::toString).collect(Collectors.joining(", "));
  }
}
