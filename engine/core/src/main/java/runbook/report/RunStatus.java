package runbook.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import runbook.event.Event;
import runbook.event.RunListener;
import runbook.event.StepOutcome;
import runbook.report.HostStatus.HostState;
import runbook.text.TerminalSafeText;

/** Keeps what every host does at the moment, and tells it in a few lines for a terminal. */
public final class RunStatus implements RunListener {

  private static final int NAMED_HOSTS = 3;

  private final UnaryOperator<String> mask;
  private final LongSupplier clock;
  private final Map<String, HostStatus> hosts = new TreeMap<>();
  private String play = "";
  private long began;
  private boolean ended;

  /**
   * @param mask hides secrets in names of steps
   */
  public RunStatus(UnaryOperator<String> mask) {
    this(mask, System::nanoTime);
  }

  RunStatus(UnaryOperator<String> mask, LongSupplier clock) {
    this.mask = mask;
    this.clock = clock;
    this.began = clock.getAsLong();
  }

  @Override
  public synchronized void on(Event event) {
    switch (event) {
      case Event.RunBegan _ -> began = clock.getAsLong();
      case Event.PlayBegan(String name, int _, List<String> names) -> {
        play = name;
        hosts.values().removeIf(status -> status.hostState() == HostState.DONE);
        names.forEach(host -> set(host, HostState.WAITING, ""));
      }
      case Event.HostWaits(String host, var activity, String what) ->
          set(host, state(activity), "%s %s".formatted(words(activity), what).strip());
      case Event.TimeSpent(String host, var activity, var _, var _) ->
          set(
              host,
              activity == Event.Activity.FORKS ? HostState.CONNECTING : HostState.WORKING,
              "");
      case Event.HostJoined(String host, var _) -> set(host, HostState.WORKING, "");
      case Event.StepBegan(String host, var stepId) ->
          set(host, HostState.WORKING, named(stepId, ""));
      case Event.StepWaits(String host, var stepId, String progress) ->
          goOn(host, named(stepId, progress));
      case Event.StepEnded stepEnded -> {
        boolean failed =
            stepEnded.stepOutcome() instanceof StepOutcome.Failed(var _, boolean ignored)
                && !ignored;
        set(stepEnded.host(), failed ? HostState.FAILED : HostState.WORKING, "");
      }
      case Event.HostLost lost -> end(lost.host(), HostState.UNREACHABLE);
      case Event.HostBusy busy -> end(busy.host(), HostState.STOPPED);
      case Event.HostStopped stopped -> end(stopped.host(), HostState.STOPPED);
      case Event.HostInterrupted interrupted -> end(interrupted.host(), HostState.STOPPED);
      case Event.HostFinished(String host) -> end(host, HostState.DONE);
      case Event.RunEnded _ -> ended = true;
      default -> {}
    }
  }

  /** Changes what a host does, unless it has ended: others may report late. */
  private void set(String host, HostState hostState, String what) {
    var is = hosts.get(host);
    if (is == null || !is.hostState().isEnd()) {
      hosts.put(host, new HostStatus(hostState, what, clock.getAsLong()));
    }
  }

  private void goOn(String host, String what) {
    hosts.computeIfPresent(host, (_, is) -> new HostStatus(HostState.WORKING, what, is.since()));
  }

  /** A host that failed stays so, whatever else is said of its end. */
  private void end(String host, HostState hostState) {
    var is = hosts.get(host);
    if (is == null || is.hostState() != HostState.FAILED) {
      hosts.put(host, new HostStatus(hostState, "", clock.getAsLong()));
    }
  }

  private static HostState state(Event.Activity activity) {
    return activity == Event.Activity.READING ? HostState.WORKING : HostState.WAITING;
  }

  private static String words(Event.Activity activity) {
    return switch (activity) {
      case READING -> "reads";
      case BARRIER -> "at the barrier";
      case ROLLING -> "for a turn in";
      case RUN_ONCE -> "for another host to do";
      case FORKS -> "for";
    };
  }

  private static String named(Event.StepId stepId, String progress) {
    var name = stepId.item().isEmpty() ? stepId.name() : stepId.name() + " (" + stepId.item() + ")";
    return progress.isEmpty() ? name : name + ": " + progress;
  }

  /**
   * Returns a line with the number of hosts in each state, and one for each thing that hosts do or
   * wait for, the longest first. Nothing is left to say after the end of the run.
   *
   * @param most how many lines at most
   */
  public synchronized List<String> lines(int most) {
    if (ended || hosts.isEmpty()) {
      return List.of();
    }
    var lines = new ArrayList<String>();
    lines.add("%s  %s: %s".formatted(time(began), play, counts()));
    var groups = groups();
    boolean fit = groups.size() < most;
    groups.stream().limit(fit ? most - 1 : most - 2).map(this::line).forEach(lines::add);
    if (!fit) {
      lines.add("        and %d more".formatted(groups.size() - most + 2));
    }
    return lines.stream().map(mask).map(RunStatus::oneLine).toList();
  }

  private static String oneLine(String text) {
    return TerminalSafeText.of(text.lines().findFirst().orElse(""));
  }

  private String counts() {
    var counts = new EnumMap<HostState, Integer>(HostState.class);
    hosts.values().forEach(status -> counts.merge(status.hostState(), 1, Integer::sum));
    return counts.entrySet().stream()
        .map(count -> count.getValue() + " " + count.getKey())
        .collect(Collectors.joining(", "));
  }

  /** Hosts that do the same. */
  private record Group(HostState hostState, String what, List<String> names, long since) {}

  private List<Group> groups() {
    var byDeed = new LinkedHashMap<String, Group>();
    hosts.forEach((name, status) -> {
      if (!status.hostState().isEnd() && !status.what().isEmpty()) {
        var key = status.hostState() + " " + status.what();
        var before = Optional.ofNullable(byDeed.get(key));
        var names = new ArrayList<>(before.map(Group::names).orElse(List.of()));
        names.add(name);
        long since = Math.min(before.map(Group::since).orElse(status.since()), status.since());
        byDeed.put(key, new Group(status.hostState(), status.what(), names, since));
      }
    });
    return byDeed.values().stream().sorted(Comparator.comparingLong(Group::since)).toList();
  }

  private String line(Group group) {
    var names = group.names();
    var who = String.join(", ", names.subList(0, Math.min(NAMED_HOSTS, names.size())));
    var more =
        names.size() > NAMED_HOSTS ? " and %d more".formatted(names.size() - NAMED_HOSTS) : "";
    var wait = group.hostState() == HostState.WAITING ? "waiting " : "";
    return "%s  %s%s: %s%s".formatted(time(group.since()), who, more, wait, group.what());
  }

  private String time(long since) {
    var took = Duration.ofNanos(clock.getAsLong() - since);
    return took.toMinutes() == 0
        ? "%4d s".formatted(took.toSeconds())
        : "%3d:%02d".formatted(took.toMinutes(), took.toSecondsPart());
  }
}
