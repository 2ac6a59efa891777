package runbook.modules.etcd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.modules.etcd.ClusterMember;
import runbook.modules.etcd.EtcdFailure;
import runbook.modules.etcd.MemberList;
import runbook.modules.etcd.verify.MemberReport.AnonymousAccess;
import runbook.modules.etcd.verify.MemberReport.DataHash;
import runbook.modules.etcd.verify.MemberReport.Digest;
import runbook.modules.etcd.verify.MemberReport.MemberStatus;
import runbook.modules.etcd.verify.MemberReport.ShownCertificate;
import runbook.modules.etcd.verify.WantedCluster.MemberAddress;
import runbook.tutorials.CoversRows;

class HealthChecksTest {

  private static final Instant FAR = Instant.parse("2999-01-01T00:00:00Z");

  private static WantedCluster wanted(int members) {
    var places =
        IntStream.rangeClosed(1, members)
            .mapToObj(i -> new MemberAddress("e" + i, "10.0.0." + i, 2379, 2380, true))
            .toList();
    return new WantedCluster(
        places, true, "3.5.16", 1000, Duration.ofDays(30), Duration.ofDays(7), List.of());
  }

  private static ClusterMember member(int i) {
    return new ClusterMember(
        i,
        "e" + i,
        List.of("https://10.0.0." + i + ":2380"),
        List.of("https://10.0.0." + i + ":2379"),
        false);
  }

  private static MemberList roster(int members) {
    return new MemberList(
        7, IntStream.rangeClosed(1, members).mapToObj(HealthChecksTest::member).toList());
  }

  private static MemberStatus status(int i) {
    return new MemberStatus(i, 7, "3.5.16", 100, 90, 1, 5, 40, 40, List.of());
  }

  private static MemberReport healthyReport(int i, int members) {
    return new MemberReport(
        wanted(members).places().get(i - 1),
        Optional.empty(),
        Optional.of(status(i)),
        Optional.of(roster(members)),
        true,
        Digest.of(new DataHash(12, 99, -1)),
        List.of(),
        AnonymousAccess.REFUSED,
        AnonymousAccess.REFUSED,
        List.of(new ShownCertificate("client", "CN=e" + i, FAR)));
  }

  private static List<MemberReport> all(int members) {
    return IntStream.rangeClosed(1, members).mapToObj(i -> healthyReport(i, members)).toList();
  }

  /** The second of three members answers differently. */
  private static List<MemberReport> but(UnaryOperator<MemberReport> second) {
    var said = new ArrayList<>(all(3));
    said.set(1, second.apply(said.get(1)));
    return said;
  }

  private static MemberReport status(MemberReport t, MemberStatus s) {
    return new MemberReport(
        t.memberAddress(),
        t.trouble(),
        Optional.of(s),
        t.roster(),
        t.readable(),
        t.digest(),
        t.alarms(),
        t.client(),
        t.peer(),
        t.certificates());
  }

  private static MemberReport roster(MemberReport t, MemberList r) {
    return new MemberReport(
        t.memberAddress(),
        t.trouble(),
        t.status(),
        Optional.of(r),
        t.readable(),
        t.digest(),
        t.alarms(),
        t.client(),
        t.peer(),
        t.certificates());
  }

  private static MemberReport rest(
      MemberReport t,
      boolean readable,
      List<String> alarms,
      AnonymousAccess client,
      AnonymousAccess peer,
      Instant until) {
    return new MemberReport(
        t.memberAddress(),
        t.trouble(),
        t.status(),
        t.roster(),
        readable,
        t.digest(),
        alarms,
        client,
        peer,
        List.of(new ShownCertificate("peer", "CN=x", until)));
  }

  private static MemberReport ending(MemberReport t, Instant until) {
    return rest(t, true, List.of(), AnonymousAccess.REFUSED, AnonymousAccess.REFUSED, until);
  }

  private static List<MemberReport> everyone(MemberList memberList) {
    return all(3).stream().map(t -> roster(t, memberList)).toList();
  }

  private static MemberReport silent(MemberReport t) {
    var why =
        new EtcdFailure(
            "x509: certificate signed by unknown authority", EtcdFailure.EtcdFailureKind.TLS);
    return new MemberReport(
        t.memberAddress(),
        Optional.of(why),
        Optional.empty(),
        Optional.empty(),
        false,
        Digest.NONE,
        List.of(),
        AnonymousAccess.UNKNOWN,
        AnonymousAccess.UNKNOWN,
        List.of());
  }

  @Test
  void expiredCertificatesAreReportedEvenWithoutAnswers() {
    var past = new ShownCertificate("peer", "CN=x", Instant.now().minusSeconds(60));
    var said = all(2).stream().map(t -> shows(silent(t), past)).toList();
    var told =
        "fail certificates peer certificate of e1 has expired, peer certificate of e2 has expired:"
            + " play the cluster again to renew them";
    assertTrue(
        new HealthChecks(wanted(2), said)
            .findings().stream()
                .anyMatch(
                    f -> told.equals("%s %s %s".formatted(f.severity(), f.check(), f.text()))));
  }

  private static MemberReport shows(MemberReport t, ShownCertificate shownCertificate) {
    return new MemberReport(
        t.memberAddress(),
        t.trouble(),
        t.status(),
        t.roster(),
        t.readable(),
        t.digest(),
        t.alarms(),
        t.client(),
        t.peer(),
        List.of(shownCertificate));
  }

  @Test
  void healthyClusterPasses() {
    var findings = new HealthChecks(wanted(3), all(3)).findings();
    assertEquals(List.of(), findings.stream().filter(f -> f.severity() != Severity.OK).toList());
    assertTrue(findings.size() > 12);
  }

  static Stream<Arguments> faults() {
    var s = status(2);
    return Stream.of(
        Arguments.of(
            Severity.FAIL,
            "answers",
            "e2 at https://10.0.0.2:2379: x509: certificate signed by unknown authority",
            but(HealthChecksTest::silent)),
        Arguments.of(
            Severity.FAIL,
            "cluster",
            "different clusters: 7 (e1, e3), 8 (e2)",
            but(t ->
                status(t, new MemberStatus(2, 8, s.version(), 100, 90, 1, 5, 40, 40, List.of())))),
        Arguments.of(
            Severity.FAIL,
            "leader",
            "follow different ones: 1 (e1, e3), 2 (e2)",
            but(t ->
                status(t, new MemberStatus(2, 7, s.version(), 100, 90, 2, 5, 40, 40, List.of())))),
        Arguments.of(
            Severity.FAIL,
            "leader",
            "none for e2",
            but(t ->
                status(t, new MemberStatus(2, 7, s.version(), 100, 90, 0, 5, 40, 40, List.of())))),
        Arguments.of(
            Severity.FAIL,
            "term",
            "5 (e1, e3), 6 (e2)",
            but(t ->
                status(t, new MemberStatus(2, 7, s.version(), 100, 90, 1, 6, 40, 40, List.of())))),
        Arguments.of(
            Severity.FAIL,
            "version",
            "3.5.16 (e1, e3), 3.5.30 (e2)",
            but(t ->
                status(t, new MemberStatus(2, 7, "3.5.30", 100, 90, 1, 5, 40, 40, List.of())))),
        Arguments.of(
            Severity.WARN,
            "applied",
            "e2 by 5000",
            but(t ->
                status(
                    t, new MemberStatus(2, 7, s.version(), 100, 90, 1, 5, 5040, 40, List.of())))),
        Arguments.of(
            Severity.FAIL,
            "database",
            "0 KiB of 0 KiB, 90 % of it in use",
            but(t ->
                status(t, new MemberStatus(2, 7, s.version(), 999, 899, 1, 5, 40, 40, List.of())))),
        Arguments.of(
            Severity.FAIL,
            "data",
            "different data at revision 12: e1 63, e2 64, e3 63",
            but(t -> t.digest(Digest.of(new DataHash(12, 100, -1))))),
        Arguments.of(
            Severity.FAIL,
            "data",
            "no digest of the data of e2 (no answer within our limit of 6 s)",
            but(t -> t.digest(Digest.missing("no answer within our limit of 6 s")))),
        Arguments.of(
            Severity.WARN,
            "data",
            "too many writes",
            but(t -> t.digest(Digest.of(new DataHash(13, 99, -1))))),
        Arguments.of(
            Severity.FAIL,
            "alarms",
            "NOSPACE of 2",
            but(t ->
                rest(
                    t,
                    true,
                    List.of("NOSPACE of 2"),
                    AnonymousAccess.REFUSED,
                    AnonymousAccess.REFUSED,
                    FAR))),
        Arguments.of(
            Severity.FAIL,
            "reads",
            "get no answer from e2",
            but(t ->
                rest(t, false, List.of(), AnonymousAccess.REFUSED, AnonymousAccess.REFUSED, FAR))),
        Arguments.of(
            Severity.FAIL,
            "client port",
            "accepts clients without a certificate: e2",
            but(t ->
                rest(t, true, List.of(), AnonymousAccess.LET_IN, AnonymousAccess.REFUSED, FAR))),
        Arguments.of(
            Severity.WARN,
            "peer port",
            "cannot tell from here",
            but(t ->
                rest(t, true, List.of(), AnonymousAccess.REFUSED, AnonymousAccess.UNKNOWN, FAR))),
        Arguments.of(
            Severity.FAIL,
            "certificates",
            "peer certificate of e2 ends in 2 days",
            but(t -> ending(t, Instant.now().plus(Duration.ofHours(60))))),
        Arguments.of(
            Severity.FAIL,
            "certificates",
            "has expired",
            but(t -> ending(t, Instant.now().minusSeconds(60)))),
        Arguments.of(
            Severity.WARN,
            "certificates",
            "ends in 20 days",
            but(t -> ending(t, Instant.now().plus(Duration.ofHours(490))))),
        Arguments.of(
            Severity.FAIL,
            "members",
            "the members have different lists",
            but(t -> roster(t, roster(2)))),
        Arguments.of(
            Severity.FAIL,
            "members",
            "e4 at https://10.0.0.4:2380 should not be there",
            everyone(roster(4))),
        Arguments.of(
            Severity.FAIL,
            "members",
            "e3 at https://10.0.0.3:2380 is missing",
            everyone(roster(2))),
        Arguments.of(
            Severity.FAIL,
            "members",
            "e3 is called x",
            everyone(roster(3).changed(3, m -> m.at("x", m.peerUrls())))),
        Arguments.of(
            Severity.FAIL,
            "members",
            "e3 advertises http://localhost:2379 to clients instead of https://10.0.0.3:2379",
            everyone(
                roster(2)
                    .with(
                        new ClusterMember(
                            3,
                            "e3",
                            member(3).peerUrls(),
                            List.of("http://localhost:2379"),
                            false)))),
        Arguments.of(
            Severity.FAIL,
            "advertised",
            "by e3",
            everyone(
                roster(2)
                    .with(
                        new ClusterMember(
                            3,
                            "e3",
                            member(3).peerUrls(),
                            List.of("https://127.0.0.1:2379", "https://10.0.0.3:2379"),
                            false)))),
        Arguments.of(
            Severity.FAIL,
            "started",
            "have not started: e3",
            everyone(
                roster(2)
                    .with(new ClusterMember(3, "e3", member(3).peerUrls(), List.of(), false)))),
        Arguments.of(
            Severity.FAIL,
            "voters",
            "are still learners: e3",
            everyone(roster(3).changed(3, m -> m.learner(true)))));
  }

  @ParameterizedTest(name = "{1}: {2}")
  @MethodSource("faults")
  @CoversRows("S3-21")
  void faultsAreFound(Severity severity, String check, String text, List<MemberReport> said) {
    var findings = new HealthChecks(wanted(3), said).findings();
    assertTrue(
        findings.stream()
            .anyMatch(f ->
                f.severity() == severity && f.check().equals(check) && f.text().contains(text)),
        () -> new ClusterReport(said, findings).table());
  }

  @Test
  void evenNumberCausesRemark() {
    var findings = new HealthChecks(wanted(6), all(6)).findings();
    var size = findings.stream().filter(f -> f.check().equals("size")).findFirst().orElseThrow();
    assertEquals(
        Finding.warn("size", "6 members: 4 must be up, 2 may fail, the same as with 5"), size);
  }
}
