package runbook.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import runbook.event.Event;
import runbook.event.RunListener;

/** Records what each host did when, and which hosts the others waited for. */
public final class RunTimeline implements RunListener {

  /** What a host spends time on. */
  public enum Kind {
    CONNECTING("connecting"),
    READING("reading"),
    STEP("steps"),
    BARRIER("barriers"),
    ROLLING("rolling"),
    RUN_ONCE("run_once"),
    FORKS("forks"),
    /** The time between the others: runbook prepares what comes next. */
    PLANNING("planning");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  /** A part of a host's time, in nanoseconds since the run began. */
  public record Span(String host, Kind kind, String what, long from, long to) {
    public long length() {
      return to - from;
    }
  }

  private final LongSupplier clock;
  private final Map<String, List<Span>> spans = new TreeMap<>();
  private final List<Span> freed = new ArrayList<>();
  private long began;

  /**
   * @param clock returns the time in nanoseconds
   */
  RunTimeline(LongSupplier clock) {
    this.clock = clock;
    began = clock.getAsLong();
  }

  @Override
  public synchronized void on(Event event) {
    long now = clock.getAsLong() - began;
    switch (event) {
      case Event.RunBegan _ -> began = clock.getAsLong();
      case Event.HostJoined(String host, var took) ->
          add(host, Kind.CONNECTING, "", now - took.toNanos(), now);
      case Event.StepEnded ended ->
          add(ended.host(), Kind.STEP, ended.stepId().name(), now - ended.took().toNanos(), now);
      case Event.TimeSpent(String host, var activity, String what, var took) ->
          add(host, Kind.valueOf(activity.name()), what, now - took.toNanos(), now);
      case Event.SlotFreed(String rolling, String host) ->
          freed.add(new Span(host, Kind.ROLLING, rolling, now, now));
      default -> {}
    }
  }

  private void add(String host, Kind kind, String what, long from, long to) {
    var own = spans.computeIfAbsent(host, h -> new ArrayList<>());
    // Steps that ran ahead are reported late, but one after the other.
    long free = own.isEmpty() ? 0 : own.getLast().to();
    own.add(new Span(host, kind, what, Math.clamp(from, Math.min(free, to), to), to));
  }

  /** Returns what a host did, in the order of time. */
  synchronized List<Span> spans(String host) {
    return List.copyOf(spans.getOrDefault(host, List.of()));
  }

  /** Returns the host that finished last. */
  synchronized Optional<String> lastHost() {
    return spans.values().stream()
        .map(List::getLast)
        .max(Comparator.comparingLong(Span::to))
        .map(Span::host);
  }

  /** Returns how long a host spent on what, in nanoseconds. */
  synchronized Map<Kind, Long> totals(String host) {
    var totals = new EnumMap<Kind, Long>(Kind.class);
    for (var span : withGaps(host)) {
      totals.merge(span.kind(), span.length(), Long::sum);
    }
    return totals;
  }

  /**
   * Returns the longest chain of what waited for what, in the order of time: the time of the host
   * that finished last, and where it waited, the time of the host it waited for.
   */
  synchronized List<Span> longestChain() {
    var chain = new ArrayList<Span>();
    var host = lastHost();
    // Going back in time, each span of a host is looked at once.
    var left = new HashMap<String, List<Span>>();
    long end = Long.MAX_VALUE;
    while (host.isPresent()) {
      var own = left.computeIfAbsent(host.get(), this::withGaps);
      while (!own.isEmpty() && own.getLast().from() >= end) {
        own.removeLast();
      }
      if (own.isEmpty()) {
        break;
      }
      var span = own.getLast();
      var awaited = awaited(span).filter(other -> !other.host().equals(span.host()));
      if (awaited.isPresent()) {
        host = Optional.of(awaited.get().host());
        end = Math.min(awaited.get().from(), span.to());
      } else {
        chain.add(span);
        end = span.from();
      }
    }
    return chain.reversed();
  }

  /** Returns the moment at which another host ended this wait. */
  private Optional<Span> awaited(Span wait) {
    var byTime = Comparator.comparingLong(Span::from);
    return switch (wait.kind()) {
      case BARRIER -> all(Kind.BARRIER, wait).filter(s -> s.from() <= wait.to()).max(byTime);
      case ROLLING ->
          freed.stream()
              .filter(s -> s.what().equals(wait.what()) && s.from() <= wait.to())
              .filter(s -> s.from() >= wait.from())
              .max(byTime);
      case RUN_ONCE ->
          all(Kind.STEP, wait)
              .filter(s -> s.to() <= wait.to() && s.to() >= wait.from())
              .map(s -> new Span(s.host(), s.kind(), s.what(), s.to(), s.to()))
              .max(byTime);
      default -> Optional.empty();
    };
  }

  private java.util.stream.Stream<Span> all(Kind kind, Span like) {
    return spans.values().stream()
        .flatMap(List::stream)
        .filter(span -> span.kind() == kind && span.what().equals(like.what()));
  }

  private List<Span> withGaps(String host) {
    var all = new ArrayList<Span>();
    long at = 0;
    for (var span : spans.getOrDefault(host, List.of())) {
      if (span.from() > at) {
        all.add(new Span(host, Kind.PLANNING, "", at, span.from()));
      }
      all.add(span);
      at = Math.max(at, span.to());
    }
    return all;
  }
}
