package runbook.run;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** How far a run got that ended early, so that another run can go on there. */
public final class EarlierRun {

  private final Map<Integer, EarlierPlay> plays = new TreeMap<>();
  private long began = Long.MAX_VALUE;

  /** Records when it began, or a run that it resumed. */
  public void began(Instant when) {
    began = Math.min(began, when.toEpochMilli());
  }

  /** Returns how far it got in a play. */
  public EarlierPlay play(int number) {
    return plays.computeIfAbsent(number, _ -> new EarlierPlay(this));
  }

  /** How far it got in one play. */
  public static final class EarlierPlay {

    private final EarlierRun earlierRun;
    private final Map<String, EarlierHost> hosts = new TreeMap<>();
    private final Set<String> openBarriers = new LinkedHashSet<>();
    private final Map<String, Set<String>> entered = new TreeMap<>();
    private final Map<String, Set<String>> through = new TreeMap<>();

    private EarlierPlay(EarlierRun earlierRun) {
      this.earlierRun = earlierRun;
    }

    /** Reports whether this time, in milliseconds, is within the earlier run. */
    boolean isWithin(long millis) {
      return millis >= earlierRun.began;
    }

    /** Returns how far a host got. */
    public EarlierHost host(String name) {
      return hosts.computeIfAbsent(name, _ -> new EarlierHost());
    }

    public void opened(String barrier) {
      openBarriers.add(barrier);
    }

    public void entered(String rolling, String host) {
      entered.computeIfAbsent(rolling, _ -> new LinkedHashSet<>()).add(host);
    }

    public void wentThrough(String rolling, String host) {
      through.computeIfAbsent(rolling, _ -> new LinkedHashSet<>()).add(host);
    }

    boolean isOpen(String barrier) {
      return openBarriers.contains(barrier);
    }

    /** Returns the hosts that are in a rolling block and not through. */
    Set<String> inside(String rolling) {
      var inside = new LinkedHashSet<>(entered.getOrDefault(rolling, Set.of()));
      inside.removeAll(through.getOrDefault(rolling, Set.of()));
      return inside;
    }

    /** Returns the hosts that were admitted to a rolling block, so its gate has passed. */
    boolean wasEntered(String rolling) {
      return entered.containsKey(rolling);
    }

    boolean isThrough(String rolling, String host) {
      return through.getOrDefault(rolling, Set.of()).contains(host);
    }

    /** Returns the result of a task that one host did for all. */
    Optional<EarlierTask> once(int task) {
      return hosts.values().stream()
          .flatMap(host -> Optional.ofNullable(host.tasks.get(task)).stream())
          .filter(ended -> ended.result().isPresent() && !ended.isSkipped())
          .findFirst();
    }
  }

  /** How far a host got in one play. */
  public static final class EarlierHost {

    private final Map<Integer, EarlierTask> tasks = new LinkedHashMap<>();
    private boolean hasBegun;
    private boolean finished;

    /** Records that the host took part. */
    public void began() {
      hasBegun = true;
    }

    /** Records a task that ended well; a handler may end several times. */
    public void ended(int task, EarlierTask earlierTask) {
      tasks.remove(task);
      tasks.put(task, earlierTask);
    }

    public void finished() {
      finished = true;
    }

    boolean isFinished() {
      return finished;
    }

    boolean hasBegun() {
      return hasBegun;
    }

    /** Returns the tasks that ended, in the order in which they did. */
    Map<Integer, EarlierTask> tasks() {
      return tasks;
    }
  }

  /**
   * A task that ended on a host.
   *
   * @param result the value that {@code register} keeps, if it is needed later
   * @param variables those it set
   */
  public record EarlierTask(
      boolean changed, Optional<Object> result, Map<String, Object> variables) {

    private boolean isSkipped() {
      return result.get() instanceof Map<?, ?> map && Boolean.TRUE.equals(map.get("skipped"));
    }
  }
}
