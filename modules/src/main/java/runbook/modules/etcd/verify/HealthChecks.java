package runbook.modules.etcd.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import runbook.modules.etcd.EtcdFailure;
import runbook.modules.etcd.verify.MemberReport.AnonymousAccess;
import runbook.modules.etcd.verify.MemberReport.DataHash;
import runbook.modules.etcd.verify.MemberReport.MemberStatus;

/** Checks the health of a cluster from the reports of its members. */
record HealthChecks(WantedCluster wantedCluster, List<MemberReport> said) {

  /** The number of entries that a follower may be behind without a warning. */
  private static final long LAG = 1000;

  List<Finding> findings() {
    var findings = new ArrayList<Finding>();
    findings.add(answers());
    findings.addAll(strangers());
    if (heard().findAny().isEmpty()) {
      findings.addAll(new ExpiryAndSpaceChecks(wantedCluster, said).certificates());
      return findings;
    }
    findings.add(same("cluster", "are in different clusters", s -> Long.toHexString(s.cluster())));
    findings.addAll(new MemberListCheck(wantedCluster, said).findings());
    findings.add(leader());
    findings.add(same("term", "see different terms", s -> Long.toString(s.term())));
    findings.add(lag());
    findings.add(version());
    findings.add(hashes());
    findings.add(alarms());
    findings.add(reads());
    findings.addAll(new ExpiryAndSpaceChecks(wantedCluster, said).findings());
    return List.copyOf(findings);
  }

  private Stream<MemberReport> heard() {
    return said.stream().filter(memberReport -> memberReport.status().isPresent());
  }

  private Finding answers() {
    var silent =
        said.stream()
            .filter(t -> t.status().isEmpty())
            .map(t -> "%s at %s: %s".formatted(t.name(), t.memberAddress().clientUrl(), why(t)))
            .toList();
    return silent.isEmpty()
        ? Finding.ok("answers", "all %d, over %s".formatted(said.size(), way()))
        : Finding.fail("answers", "no answer from " + String.join("; ", silent));
  }

  private static String why(MemberReport memberReport) {
    return memberReport.trouble().map(EtcdFailure::text).orElse("no answer");
  }

  private String way() {
    return wantedCluster.tls() ? "TLS with our certificate" : "plain HTTP";
  }

  private List<Finding> strangers() {
    if (!wantedCluster.tls()) {
      return List.of(
          Finding.warn("encryption", "none: anyone who reaches the ports can read and write all"));
    }
    return List.of(
        strangers("client port", MemberReport::client), strangers("peer port", MemberReport::peer));
  }

  private Finding strangers(String port, Function<MemberReport, AnonymousAccess> what) {
    var open =
        names(
            t -> what.apply(t) == AnonymousAccess.LET_IN || what.apply(t) == AnonymousAccess.PLAIN);
    if (!open.isEmpty()) {
      return Finding.fail(port, "accepts clients without a certificate: " + open);
    }
    var unsure = names(t -> what.apply(t) == AnonymousAccess.UNKNOWN && t.status().isPresent());
    return unsure.isEmpty()
        ? Finding.ok(port, "rejects clients without a certificate")
        : Finding.warn(port, "cannot tell from here whether it requires certificates: " + unsure);
  }

  private String names(Predicate<MemberReport> which) {
    return said.stream().filter(which).map(MemberReport::name).collect(Collectors.joining(", "));
  }

  /** Checks that all members report the same value. */
  private Finding same(String check, String otherwise, Function<MemberStatus, String> what) {
    var groups = groups(what);
    return groups.size() == 1
        ? Finding.ok(check, groups.keySet().iterator().next())
        : Finding.fail(check, "the members %s: %s".formatted(otherwise, described(groups)));
  }

  private TreeMap<String, String> groups(Function<MemberStatus, String> what) {
    return heard()
        .collect(
            Collectors.groupingBy(
                t -> what.apply(t.status().orElseThrow()),
                TreeMap::new,
                Collectors.mapping(MemberReport::name, Collectors.joining(", "))));
  }

  private static String described(TreeMap<String, String> groups) {
    return groups.entrySet().stream()
        .map(group -> "%s (%s)".formatted(group.getKey(), group.getValue()))
        .collect(Collectors.joining(", "));
  }

  private Finding leader() {
    var groups = groups(s -> Long.toHexString(s.leader()));
    if (groups.containsKey("0")) {
      return Finding.fail("leader", "none for " + groups.get("0"));
    }
    if (groups.size() > 1) {
      return Finding.fail("leader", "the members follow different ones: " + described(groups));
    }
    return Finding.ok(
        "leader",
        heard()
            .filter(t -> t.status().orElseThrow().leader() == t.status().orElseThrow().id())
            .map(MemberReport::name)
            .findFirst()
            .orElse(groups.firstKey() + ", which was not asked"));
  }

  private Finding lag() {
    long newest = heard().mapToLong(t -> t.status().orElseThrow().index()).max().orElse(0);
    var behind =
        heard()
            .filter(t -> newest - t.status().orElseThrow().applied() > LAG)
            .map(t -> "%s by %d".formatted(t.name(), newest - t.status().orElseThrow().applied()))
            .toList();
    return behind.isEmpty()
        ? Finding.ok("applied", "all up to index %d, or near it".formatted(newest))
        : Finding.warn("applied", "behind the others: " + String.join(", ", behind));
  }

  private Finding version() {
    var same = same("version", "run different versions", MemberStatus::version);
    return same.severity() != Severity.OK
            || wantedCluster.version().isEmpty()
            || same.text().equals(wantedCluster.version())
        ? same
        : Finding.fail(
            "version", "%s, and should be %s".formatted(same.text(), wantedCluster.version()));
  }

  private Finding hashes() {
    var hashes = heard().map(MemberReport::hash).flatMap(Optional::stream).toList();
    if (hashes.size() < heard().count()) {
      return Finding.fail(
          "data",
          "no digest of the data of "
              + heard()
                  .filter(t -> t.hash().isEmpty())
                  .map(t -> "%s (%s)".formatted(t.name(), t.digest().problem()))
                  .collect(Collectors.joining(", ")));
    }
    if (hashes.stream().map(DataHash::revision).distinct().count() > 1) {
      return Finding.warn("data", "too many writes to compare the members at one revision");
    }
    return hashes.stream().map(DataHash::digest).distinct().count() == 1
        ? Finding.ok("data", "equal at revision " + hashes.getFirst().revision())
        : Finding.fail(
            "data",
            "the members hold different data at revision %d: %s"
                .formatted(
                    hashes.getFirst().revision(),
                    heard()
                        .map(
                            t -> t.name() + " " + Long.toHexString(t.hash().orElseThrow().digest()))
                        .collect(Collectors.joining(", "))));
  }

  private Finding alarms() {
    var alarms = said.stream().flatMap(t -> t.alarms().stream()).distinct().sorted().toList();
    return alarms.isEmpty()
        ? Finding.ok("alarms", "none")
        : Finding.fail("alarms", String.join(", ", alarms));
  }

  private Finding reads() {
    var sick =
        heard()
            .filter(t -> !t.readable())
            .map(MemberReport::name)
            .collect(Collectors.joining(", "));
    return sick.isEmpty()
        ? Finding.ok("reads", "come back through the whole cluster from every member")
        : Finding.fail("reads", "that need a quorum get no answer from " + sick);
  }
}
