package runbook.modules.etcd.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import runbook.modules.etcd.verify.Testimony.Certificate;

/** What runs out sooner or later: certificates, and room in the database. */
record Provisions(Wanted wanted, List<Testimony> said) {

  private static final double NEARLY_FULL = 0.8;
  private static final double FULL = 0.95;

  /** Below this a database is not worth tidying up. */
  private static final long WORTH_IT = 100L << 20;

  List<Finding> findings() {
    var findings = new ArrayList<Finding>();
    if (wanted.tls()) {
      findings.add(certificates(Instant.now()));
    }
    findings.add(room());
    return findings;
  }

  private record Shown(String member, Certificate certificate) {
    String told(Instant now) {
      var left = Duration.between(now, certificate.until());
      return "%s certificate of %s %s"
          .formatted(
              certificate.port(),
              member,
              left.isNegative() ? "has expired" : "ends in %d days".formatted(left.toDays()));
    }
  }

  private Finding certificates(Instant now) {
    var first =
        said.stream()
            .flatMap(t -> t.certificates().stream().map(c -> new Shown(t.name(), c)))
            .min(Comparator.comparing(shown -> shown.certificate().until()));
    if (first.isEmpty()) {
      return Finding.warn("certificates", "could not be seen from here");
    }
    var left = Duration.between(now, first.get().certificate().until());
    var text = "the first to end: " + first.get().told(now);
    if (left.compareTo(wanted.fail()) < 0) {
      return Finding.fail("certificates", text);
    }
    return left.compareTo(wanted.warn()) < 0
        ? Finding.warn("certificates", text)
        : Finding.ok("certificates", text);
  }

  private Finding room() {
    var largest =
        said.stream()
            .flatMap(t -> t.status().stream())
            .max(Comparator.comparingLong(Testimony.Status::dbSize))
            .orElseThrow();
    double full = (double) largest.dbSize() / wanted.quota();
    double used = largest.dbSize() == 0 ? 1 : (double) largest.dbUsed() / largest.dbSize();
    var text =
        "%s of %s, %d %% of it in use"
            .formatted(size(largest.dbSize()), size(wanted.quota()), Math.round(used * 100));
    if (full >= FULL) {
      return Finding.fail("database", text);
    }
    if (full >= NEARLY_FULL) {
      return Finding.warn("database", text);
    }
    return largest.dbSize() > WORTH_IT && used < 0.5
        ? Finding.warn("database", text + ": a defragmentation would make it smaller")
        : Finding.ok("database", text);
  }

  private static String size(long bytes) {
    return bytes < 1 << 20 ? "%d KiB".formatted(bytes >> 10) : "%d MiB".formatted(bytes >> 20);
  }
}
