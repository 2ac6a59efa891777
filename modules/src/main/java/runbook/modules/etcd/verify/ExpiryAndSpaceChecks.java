package runbook.modules.etcd.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import runbook.modules.etcd.verify.MemberReport.ShownCertificate;

/** Checks the expiry of certificates and the space in the database. */
record ExpiryAndSpaceChecks(WantedCluster wantedCluster, List<MemberReport> said) {

  private static final double NEARLY_FULL = 0.8;
  private static final double FULL = 0.95;

  /** The size below which a database is not worth a defragmentation. */
  private static final long WORTH_IT = 100L << 20;

  List<Finding> findings() {
    var findings = new ArrayList<>(certificates());
    findings.add(room());
    return findings;
  }

  /** Checks certificates even if no member answers: they may be the reason. */
  List<Finding> certificates() {
    return wantedCluster.tls() ? List.of(certificates(Instant.now())) : List.of();
  }

  private record MemberCertificate(String member, ShownCertificate shownCertificate) {
    Duration left(Instant now) {
      return Duration.between(now, shownCertificate.until());
    }

    String described(Instant now) {
      return "%s certificate of %s %s"
          .formatted(
              shownCertificate.port(),
              member,
              left(now).isNegative()
                  ? "has expired"
                  : "ends in %d days".formatted(left(now).toDays()));
    }
  }

  private Finding certificates(Instant now) {
    var shown =
        said.stream()
            .flatMap(t -> t.certificates().stream().map(c -> new MemberCertificate(t.name(), c)))
            .sorted(Comparator.comparing(s -> s.shownCertificate().until()))
            .toList();
    if (shown.isEmpty()) {
      return Finding.warn("certificates", "cannot be seen from here");
    }
    var late = described(shown, wantedCluster.fail(), now);
    var soon = described(shown, wantedCluster.warn(), now);
    if (!late.isEmpty()) {
      return Finding.fail("certificates", late);
    }
    return soon.isEmpty()
        ? Finding.ok("certificates", "the first to expire: " + shown.getFirst().described(now))
        : Finding.warn("certificates", soon);
  }

  /** Returns the certificates that end within that time, and what to do; empty if none do. */
  private static String described(List<MemberCertificate> shown, Duration within, Instant now) {
    var ending =
        shown.stream()
            .filter(s -> s.left(now).compareTo(within) < 0)
            .map(s -> s.described(now))
            .distinct()
            .collect(Collectors.joining(", "));
    return ending.isEmpty() ? "" : ending + ": play the cluster again to renew them";
  }

  private Finding room() {
    var largest =
        said.stream()
            .flatMap(t -> t.status().stream())
            .max(Comparator.comparingLong(MemberReport.MemberStatus::dbSize))
            .orElseThrow();
    double full = (double) largest.dbSize() / wantedCluster.quota();
    double used = largest.dbSize() == 0 ? 1 : (double) largest.dbUsed() / largest.dbSize();
    var text =
        "%s of %s, %d %% of it in use"
            .formatted(size(largest.dbSize()), size(wantedCluster.quota()), Math.round(used * 100));
    if (full >= FULL) {
      return Finding.fail("database", text);
    }
    if (full >= NEARLY_FULL) {
      return Finding.warn("database", text);
    }
    return largest.dbSize() > WORTH_IT && used < 0.5
        ? Finding.warn("database", text + ": a defragmentation would shrink it")
        : Finding.ok("database", text);
  }

  private static String size(long bytes) {
    return bytes < 1 << 20 ? "%d KiB".formatted(bytes >> 10) : "%d MiB".formatted(bytes >> 20);
  }
}
