package runbook.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The table at the end of a run: the steps and traffic of each host, and where the time went. */
final class Recap {

  private static final int SLOWEST = 3;

  private final Tally tally;
  private final RunTimeline timeline;
  private final boolean check;
  private final UnaryOperator<String> mask;

  Recap(Tally tally, RunTimeline timeline, boolean check, UnaryOperator<String> mask) {
    this.tally = tally;
    this.timeline = timeline;
    this.check = check;
    this.mask = mask;
  }

  List<String> lines() {
    var hosts = tally.hosts();
    var lines = new ArrayList<String>();
    int width = hosts.keySet().stream().mapToInt(String::length).max().orElse(4);
    String row = "%-" + Math.max(4, width) + "s %5s %8s %7s %8s %7s %6s %9s %9s  %s";
    lines.add(
        row.formatted(
                "host",
                "ok",
                check ? "change" : "changed",
                "unknown",
                "skipped",
                "failed",
                "trips",
                "sent",
                "received",
                "")
            .stripTrailing());
    hosts.forEach((host, c) -> lines.add(line(row, host, c).stripTrailing()));
    handlersLeft(hosts).forEach(line -> lines.add(mask.apply(line)));
    if (!tally.slowest(1).isEmpty()) {
      lines.add(mask.apply(slowest()));
    }
    new TimeSummary(timeline).lines().forEach(line -> lines.add(mask.apply(line)));
    lines.add(sum(hosts));
    return lines;
  }

  private String line(String row, String host, Tally.HostCounts c) {
    return row.formatted(
        host,
        c.ok(),
        c.changed(),
        c.unsure(),
        c.skipped(),
        c.failed(),
        c.traffic().roundTrips(),
        size(c.traffic().bytesSent()),
        size(c.traffic().bytesReceived()),
        c.end().map(mask).orElse(ignored(c.ignored())));
  }

  private static String ignored(int failures) {
    return switch (failures) {
      case 0 -> "";
      case 1 -> "1 failure ignored";
      default -> failures + " failures ignored";
    };
  }

  private static List<String> handlersLeft(Map<String, Tally.HostCounts> hosts) {
    return hosts.entrySet().stream()
        .filter(e -> !e.getValue().handlersLeft().isEmpty())
        .map(e ->
            "%s did not run its pending handlers: %s"
                .formatted(e.getKey(), String.join(", ", e.getValue().handlersLeft())))
        .toList();
  }

  private String slowest() {
    return tally.slowest(SLOWEST).stream()
        .map(s -> "%s %.2f s (%s)".formatted(s.name(), s.took().toMillis() / 1000.0, s.host()))
        .collect(Collectors.joining(", ", "slowest: ", ""));
  }

  private String sum(Map<String, Tally.HostCounts> hosts) {
    int changed = hosts.values().stream().mapToInt(Tally.HostCounts::changed).sum();
    int unsure = hosts.values().stream().mapToInt(Tally.HostCounts::unsure).sum();
    int failed = hosts.values().stream().mapToInt(Tally.HostCounts::failed).sum();
    long lost = hosts.values().stream().filter(Tally.HostCounts::lost).count();
    var sum = new StringBuilder();
    sum.append("%d %s: ".formatted(hosts.size(), hosts.size() == 1 ? "host" : "hosts"));
    sum.append(changed).append(check ? " would change" : " changed");
    if (unsure > 0) {
      sum.append(", ").append(unsure).append(" unknown");
    }
    sum.append(", ").append(failed).append(" failed, ").append(lost).append(" unreachable");
    long stopped = hosts.values().stream().filter(Recap::hasStopped).count();
    if (stopped > 0) {
      sum.append(", ").append(stopped).append(" stopped");
    }
    sum.append(", %.1f s".formatted(tally.took().toMillis() / 1000.0));
    return sum.toString();
  }

  /** A host that an interrupt or another host kept from finishing. */
  private static boolean hasStopped(Tally.HostCounts hostCounts) {
    return hostCounts.end().isPresent() && !hostCounts.lost() && hostCounts.failed() == 0;
  }

  private static String size(long bytes) {
    if (bytes < 10_000) {
      return bytes + " B";
    }
    return bytes < 10_000_000 ? bytes / 1000 + " kB" : bytes / 1_000_000 + " MB";
  }
}
