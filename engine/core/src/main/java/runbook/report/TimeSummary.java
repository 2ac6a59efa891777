package runbook.report;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import runbook.report.RunTimeline.Kind;
import runbook.report.RunTimeline.Span;

/** The lines at the end of a run that tell where its time went. */
final class TimeSummary {

  /** Shorter parts do not matter. */
  private static final long SHORTEST = 10_000_000;

  private static final int LONGEST_PARTS = 8;

  private final RunTimeline timeline;

  TimeSummary(RunTimeline timeline) {
    this.timeline = timeline;
  }

  List<String> lines() {
    return timeline.lastHost().stream()
        .flatMap(host -> Stream.of(lastHost(host), chain()))
        .filter(line -> !line.endsWith(": "))
        .toList();
  }

  private String lastHost(String host) {
    return timeline.totals(host).entrySet().stream()
        .filter(total -> total.getValue() >= SHORTEST)
        .sorted(Map.Entry.<Kind, Long>comparingByValue().reversed())
        .map(total -> total.getKey() + " " + seconds(total.getValue()))
        .collect(Collectors.joining(", ", "finished last: " + host + ": ", ""));
  }

  private String chain() {
    var chain = timeline.longestChain();
    long all = chain.stream().mapToLong(Span::length).sum();
    long shortest = Math.max(SHORTEST, all / 50);
    var longest =
        new HashSet<>(
            chain.stream()
                .filter(span -> span.length() >= shortest)
                .sorted(Comparator.comparingLong(Span::length).reversed())
                .limit(LONGEST_PARTS)
                .toList());
    return chain.stream()
        .filter(longest::contains)
        .map(TimeSummary::part)
        .collect(Collectors.joining(", then ", "longest chain: ", ""));
  }

  private static String part(Span span) {
    var what = span.kind() == Kind.STEP ? "'" + span.what() + "'" : span.kind().toString();
    return "%s %s %s".formatted(span.host(), what, seconds(span.length()));
  }

  private static String seconds(long nanos) {
    return "%.2f s".formatted(nanos / 1e9);
  }
}
