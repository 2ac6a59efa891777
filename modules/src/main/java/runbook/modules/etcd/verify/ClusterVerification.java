package runbook.modules.etcd.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import runbook.module.HostAccess;
import runbook.module.Question;
import runbook.module.Unobtainable;
import runbook.module.param.ControllerPath;
import runbook.modules.etcd.verify.MemberReport.DataHash;

/**
 * Checks a cluster until it is healthy or the time is up: an election takes a few seconds.
 *
 * @param identity the source of the client certificate
 * @param probe whether a key is written and deleted again
 * @param leftOut members whose hosts take no part in the play
 * @param report the file for the report on the controller
 */
record ClusterVerification(
    WantedCluster wantedCluster,
    ClientIdentity identity,
    Duration within,
    boolean probe,
    List<String> leftOut,
    Optional<ControllerPath> report)
    implements Question {

  private static final Duration PAUSE = Duration.ofSeconds(1);

  @Override
  public String label() {
    return "the etcd cluster";
  }

  @Override
  public boolean spansHosts() {
    return true;
  }

  @Override
  public Map<String, Object> ask(HostAccess host) throws Unobtainable, InterruptedException {
    long end = System.nanoTime() + within.toNanos();
    ClusterReport found;
    var credentials =
        wantedCluster.tls()
            ? Optional.of(identity.credentials(host))
            : Optional.<Credentials>empty();
    try (var memberQuery = new MemberQuery(host, wantedCluster, credentials)) {
      found = once(memberQuery, host);
      while (found.level() == Severity.FAIL && System.nanoTime() < end) {
        host.pause(PAUSE);
        found = once(memberQuery, host);
      }
    }
    keep(found);
    if (found.level() == Severity.FAIL) {
      throw new Unobtainable(
          "the cluster is not as it should be: " + found.summary(),
          found.troubles() + absentees(found));
    }
    host.showMessage(found.table());
    return found.values();
  }

  /** Explains failures by hosts outside the play: the cluster still needs their members. */
  private String absentees(ClusterReport found) {
    var silent =
        found.memberReports().stream()
            .filter(t -> t.status().isEmpty() && leftOut.contains(t.name()))
            .map(MemberReport::name)
            .toList();
    return silent.isEmpty()
        ? ""
        : ("\n%s left out of this play, as with --limit, but still in the cluster: play"
                + " without it, or remove %s from the inventory")
            .formatted(
                String.join(", ", silent) + (silent.size() == 1 ? " is" : " are"),
                silent.size() == 1 ? "the host" : "the hosts");
  }

  private ClusterReport once(MemberQuery memberQuery, HostAccess host)
      throws Unobtainable, InterruptedException {
    var said = compared(memberQuery, memberQuery.memberReports());
    var findings = new ArrayList<>(new HealthChecks(wantedCluster, said).findings());
    for (var url : wantedCluster.metrics()) {
      findings.add(health(memberQuery, url));
    }
    boolean writable = findings.stream().noneMatch(f -> f.severity() == Severity.FAIL);
    if (probe && writable && !host.isCheckMode()) {
      var wrong = memberQuery.probe("/runbook/probe/" + UUID.randomUUID());
      findings.add(
          wrong
              .map(text -> Finding.fail("writes", text))
              .orElseGet(() -> Finding.ok("writes", "by one member are read by every other")));
    }
    return new ClusterReport(said, List.copyOf(findings));
  }

  /** Compares data at one revision; if writes came in between, queries the members again. */
  private static List<MemberReport> compared(MemberQuery memberQuery, List<MemberReport> said)
      throws Unobtainable, InterruptedException {
    var revisions =
        said.stream().flatMap(t -> t.hash().stream()).map(DataHash::revision).distinct().toList();
    return revisions.size() < 2
        ? said
        : memberQuery.withHashesAt(said, revisions.stream().min(Long::compare).orElseThrow());
  }

  private static Finding health(MemberQuery memberQuery, String url)
      throws Unobtainable, InterruptedException {
    var health = memberQuery.fetch(url + "/health");
    if (health.isEmpty()) {
      return Finding.fail("metrics", "no answer at %s/health".formatted(url));
    }
    if (!health.get().replace(" ", "").contains("\"health\":\"true\"")) {
      return Finding.fail(
          "metrics",
          "%s/health says %s".formatted(url, health.get().lines().reduce((_, b) -> b).orElse("")));
    }
    var metrics = memberQuery.fetch(url + "/metrics");
    return metrics.filter(m -> m.contains("\netcd_server_has_leader 1")).isPresent()
        ? Finding.ok("metrics", url + " is healthy and has a leader")
        : Finding.fail("metrics", "%s/metrics reports no leader".formatted(url));
  }

  private void keep(ClusterReport found) throws Unobtainable {
    if (report.isEmpty()) {
      return;
    }
    var file = report.get().path();
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, JsonWriter.json(found.values()) + "\n");
    } catch (IOException e) {
      throw new Unobtainable(
          "the report %s cannot be written: %s".formatted(file, e.getMessage()),
          "give 'report' a writable file on the controller");
    }
  }
}
