package runbook.modules.etcd.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import runbook.modules.etcd.ClusterMember;
import runbook.modules.etcd.MemberList;

/** Checks that a cluster has exactly the wanted members. */
record MemberListCheck(WantedCluster wantedCluster, List<MemberReport> said) {

  List<Finding> findings() {
    var findings = new ArrayList<Finding>();
    var lists = said.stream().flatMap(t -> t.roster().stream()).distinct().toList();
    if (lists.isEmpty()) {
      return List.of(Finding.fail("members", "no member lists the others"));
    }
    if (lists.size() > 1) {
      findings.add(Finding.fail("members", "the members have different lists: " + described()));
    }
    var memberList = lists.getFirst();
    var problems = Stream.concat(missing(memberList), foreign(memberList)).toList();
    findings.add(
        problems.isEmpty()
            ? Finding.ok("members", names(memberList))
            : Finding.fail("members", String.join("; ", problems)));
    findings.add(all(memberList, m -> !m.started(), "started", "all", "have not started: "));
    findings.add(all(memberList, ClusterMember::learner, "voters", "all", "are still learners: "));
    findings.add(loopback(memberList));
    findings.add(size(memberList.voters().count()));
    return findings;
  }

  private String described() {
    return said.stream()
        .filter(t -> t.roster().isPresent())
        .map(t -> "%s says %s".formatted(t.name(), names(t.roster().get())))
        .collect(Collectors.joining("; "));
  }

  private static String names(MemberList memberList) {
    return memberList.members().stream()
        .map(m -> m.name().isEmpty() ? m.hex() : m.name())
        .collect(Collectors.joining(", "));
  }

  private Stream<String> missing(MemberList memberList) {
    return wantedCluster.places().stream()
        .flatMap(memberAddress -> {
          var found = memberList.findByPeerUrls(List.of(memberAddress.peerUrl()));
          if (found.isEmpty()) {
            return Stream.of(
                "%s at %s is missing".formatted(memberAddress.name(), memberAddress.peerUrl()));
          }
          var clusterMember = found.get();
          var wrong = new ArrayList<String>();
          if (clusterMember.started() && !clusterMember.name().equals(memberAddress.name())) {
            wrong.add("%s is called %s".formatted(memberAddress.name(), clusterMember.name()));
          }
          if (clusterMember.started()
              && !clusterMember.clientUrls().contains(memberAddress.clientUrl())) {
            wrong.add(
                "%s advertises %s to clients instead of %s"
                    .formatted(
                        memberAddress.name(),
                        String.join(",", clusterMember.clientUrls()),
                        memberAddress.clientUrl()));
          }
          return wrong.stream();
        });
  }

  private Stream<String> foreign(MemberList memberList) {
    var peers = wantedCluster.places().stream().map(WantedCluster.MemberAddress::peerUrl).toList();
    return memberList.members().stream()
        .filter(clusterMember -> !clusterMember.at(peers))
        .map(clusterMember -> "%s should not be there".formatted(clusterMember));
  }

  private static Finding all(
      MemberList memberList,
      Predicate<ClusterMember> bad,
      String check,
      String fine,
      String otherwise) {
    var those =
        memberList.members().stream()
            .filter(bad)
            .map(ClusterMember::toString)
            .collect(Collectors.joining(", "));
    return those.isEmpty() ? Finding.ok(check, fine) : Finding.fail(check, otherwise + those);
  }

  /** Finds loopback addresses: clients on other hosts would connect to themselves. */
  private static Finding loopback(MemberList memberList) {
    var sent =
        memberList.members().stream()
            .filter(clusterMember ->
                Stream.concat(
                        clusterMember.clientUrls().stream(), clusterMember.peerUrls().stream())
                    .anyMatch(url -> url.matches("https?://(127\\..*|localhost:.*|\\[::1].*)")))
            .map(ClusterMember::name)
            .collect(Collectors.joining(", "));
    return sent.isEmpty() || memberList.members().size() == 1
        ? Finding.ok("advertised", "no loopback addresses")
        : Finding.fail("advertised", "addresses that other hosts cannot reach, by " + sent);
  }

  private static Finding size(long voters) {
    long quorum = voters / 2 + 1;
    var text = "%d members: %d must be up, %d may fail".formatted(voters, quorum, voters - quorum);
    if (voters == 1) {
      return Finding.warn("size", text);
    }
    return voters % 2 == 1
        ? Finding.ok("size", text)
        : Finding.warn("size", text + ", the same as with " + (voters - 1));
  }
}
