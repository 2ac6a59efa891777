package runbook.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import runbook.connection.Traffic;
import runbook.event.Event;
import runbook.event.RunListener;
import runbook.event.StepOutcome;

/** Counts events for the recap and the exit status. */
public final class Tally implements RunListener {

  /** The counts of one host. */
  public static final class HostCounts {
    private int ok;
    private int changed;
    private int unsure;
    private int skipped;
    private int failed;
    private int ignored;
    private Optional<String> end = Optional.empty();
    private Optional<String> step = Optional.empty();
    private Optional<String> lastStep = Optional.empty();
    private boolean lost;
    private boolean busy;
    private Traffic traffic = new Traffic(0, 0, 0);
    private List<String> handlersLeft = List.of();

    public int ok() {
      return ok;
    }

    public int changed() {
      return changed;
    }

    public int unsure() {
      return unsure;
    }

    public int skipped() {
      return skipped;
    }

    public int failed() {
      return failed;
    }

    public int ignored() {
      return ignored;
    }

    /** Returns why the host did not finish; empty if it did. */
    public Optional<String> end() {
      return end;
    }

    public boolean lost() {
      return lost;
    }

    public Traffic traffic() {
      return traffic;
    }

    /** Returns the handlers that were notified but did not run because the play ended early. */
    public List<String> handlersLeft() {
      return handlersLeft;
    }

    private void ended(String name) {
      step = Optional.empty();
      lastStep = Optional.of(name);
    }

    private String interrupted() {
      return step.map(name -> "interrupted in '" + name + "'")
          .or(() -> lastStep.map(name -> "interrupted after '" + name + "'"))
          .orElse("interrupted");
    }

    private void count(StepOutcome stepOutcome) {
      switch (stepOutcome) {
        case StepOutcome.Ok() -> ok++;
        case StepOutcome.Changed changed -> this.changed++;
        case StepOutcome.Unsure unsure -> this.unsure++;
        case StepOutcome.Skipped skipped -> this.skipped++;
        case StepOutcome.Failed(var failure, boolean ignored) -> {
          if (ignored) {
            this.ignored++;
          } else {
            failed++;
          }
        }
      }
    }
  }

  /** A step and its longest duration on any host. */
  public record SlowStep(String name, String host, Duration took) {}

  private final Map<String, HostCounts> hosts = new TreeMap<>();
  private final Map<String, SlowStep> slowest = new TreeMap<>();
  private int barriersFailed;
  private Duration took = Duration.ZERO;

  @Override
  public synchronized void on(Event event) {
    switch (event) {
      case Event.PlayBegan play -> play.hosts().forEach(this::of);
      case Event.StepEnded ended -> {
        of(ended.host()).count(ended.stepOutcome());
        of(ended.host()).ended(ended.stepId().name());
        slowest.merge(
            ended.stepId().name(),
            new SlowStep(ended.stepId().name(), ended.host(), ended.took()),
            (a, b) -> a.took().compareTo(b.took()) >= 0 ? a : b);
      }
      case Event.HostLost lost -> {
        of(lost.host()).lost = true;
        of(lost.host()).end = Optional.of("unreachable");
      }
      case Event.HostBusy busy -> {
        of(busy.host()).busy = true;
        of(busy.host()).end = Optional.of("busy");
      }
      case Event.HostStopped stopped -> of(stopped.host()).end = Optional.of(stopped.why());
      case Event.HostInterrupted interrupted ->
          of(interrupted.host()).end = Optional.of(of(interrupted.host()).interrupted());
      case Event.HostEnded ended -> {
        of(ended.host()).traffic = ended.traffic();
        of(ended.host()).handlersLeft = ended.handlersLeft();
      }
      case Event.BarrierFailed failed -> barriersFailed++;
      case Event.RunEnded ended -> took = ended.took();
      case Event.RunBegan began -> {}
      case Event.HostJoined joined -> {}
      case Event.StepBegan began -> of(began.host()).step = Optional.of(began.stepId().name());
      case Event.StepWaits waits -> {}
      case Event.StepMessage _, Event.CommandRan _ -> {}
      case Event.BarrierOpened opened -> {}
      case Event.SlotTaken taken -> {}
      case Event.SlotFreed freed -> {}
      case Event.RollingStopped stopped -> {}
      case Event.TimeSpent _, Event.HostWaits _ -> {}
      case Event.Warned warned -> {}
      case Event.TaskEnded _, Event.HostFinished _ -> {}
    }
  }

  public synchronized Map<String, HostCounts> hosts() {
    return new TreeMap<>(hosts);
  }

  /** Returns the step that each host is in, by the host's name. */
  public synchronized Map<String, String> stepsUnderWay() {
    var steps = new TreeMap<String, String>();
    hosts.forEach((host, counts) -> {
      if (counts.end.isEmpty()) {
        counts.step.ifPresent(name -> steps.put(host, name));
      }
    });
    return steps;
  }

  public synchronized List<SlowStep> slowest(int count) {
    var all = new ArrayList<>(slowest.values());
    all.sort(Comparator.comparing(SlowStep::took).reversed());
    return all.subList(0, Math.min(count, all.size()));
  }

  public synchronized Duration took() {
    return took;
  }

  public synchronized boolean anyFailed() {
    return hosts.values().stream().anyMatch(c -> c.failed > 0);
  }

  public synchronized boolean anyLost() {
    return hosts.values().stream().anyMatch(c -> c.lost);
  }

  /** Reports whether another run held a host. */
  public synchronized boolean anyBusy() {
    return hosts.values().stream().anyMatch(c -> c.busy);
  }

  /** Reports whether a host did not finish although it neither failed nor was lost. */
  public synchronized boolean anyStopped() {
    return barriersFailed > 0 || hosts.values().stream().anyMatch(c -> c.end.isPresent());
  }

  public synchronized boolean anyChangedOrUnsure() {
    return hosts.values().stream().anyMatch(c -> c.changed > 0 || c.unsure > 0);
  }

  private HostCounts of(String host) {
    return hosts.computeIfAbsent(host, h -> new HostCounts());
  }
}
