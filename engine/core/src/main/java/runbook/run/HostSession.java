package runbook.run;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import runbook.connection.LeaseTaken;
import runbook.connection.Traffic;
import runbook.connection.Unreachable;
import runbook.event.Event;
import runbook.event.RunListener;
import runbook.plan.PlannedHost;
import runbook.step.HostReconnector;
import runbook.step.HostStateCache;
import runbook.step.MultiStepTarget;
import runbook.step.PerformedActions;
import runbook.step.SharedForesight;
import runbook.step.Target;
import runbook.step.WaitStrategy;
import runbook.value.VariableScope;

/**
 * One host during a whole run: its connection, its known state, and its registered results. Steps
 * of other hosts may act on it too, one at a time.
 */
final class HostSession {

  private final String name;
  private final Target.Opener opener;
  private final RunListener runListener;
  private final SharedForesight sharedForesight;
  private final PerformedActions performedActions;
  private final ResultMemory resultMemory;
  private final Map<String, ResultMemory.Kept> registered = new LinkedHashMap<>();
  private final Set<String> passed = new HashSet<>();
  private final ReentrantLock turn = new ReentrantLock(true);
  private volatile Optional<MultiStepTarget> target = Optional.empty();
  private Optional<HostStateCache> stateCache = Optional.empty();
  private Optional<String> endReason = Optional.empty();
  private boolean lost;

  /** Whether the host was lost, and takes part again. */
  private volatile boolean isBack;

  HostSession(
      String name,
      Target.Opener opener,
      RunListener runListener,
      SharedForesight sharedForesight,
      PerformedActions performedActions,
      ResultMemory resultMemory) {
    this.name = name;
    this.resultMemory = resultMemory;
    this.sharedForesight = sharedForesight;
    this.performedActions = performedActions;
    this.opener = opener;
    this.runListener = runListener;
  }

  String name() {
    return name;
  }

  /** Waits until no other host acts on this one. */
  void waitForTurn(WaitStrategy waitStrategy) throws InterruptedException {
    if (!turn.tryLock()) {
      waitStrategy.waitFor(() -> {
        turn.lockInterruptibly();
        return true;
      });
    }
  }

  void endTurn() {
    turn.unlock();
  }

  /** Lets other hosts act on this one while a step pauses. */
  WaitStrategy releasingTurn(WaitStrategy waitStrategy) {
    return new WaitStrategy() {
      @Override
      public <T> T waitFor(InterruptibleWait<T> interruptibleWait) throws InterruptedException {
        return waitStrategy.waitFor(interruptibleWait);
      }

      @Override
      public void pause(Duration time) throws InterruptedException {
        waitStrategy.waitFor(() -> {
          endTurn();
          try {
            Thread.sleep(time);
          } finally {
            performedActions.waited();
            turn.lock();
          }
          return time;
        });
      }
    };
  }

  /** Connects, unless already connected. */
  void join(PlannedHost host, WaitStrategy waitStrategy)
      throws LeaseTaken, Unreachable, InterruptedException {
    waitForTurn(waitStrategy);
    try {
      if (target.isEmpty()) {
        long began = System.nanoTime();
        var opened = new MultiStepTarget(opener.open(host.endpoint()), performedActions);
        target = Optional.of(opened);
        stateCache =
            Optional.of(new HostStateCache(opened, name, sharedForesight, performedActions));
        runListener.on(new Event.HostJoined(name, ElapsedTime.since(began)));
      } else if (isBack || !target.get().isOpen()) {
        reopen(host);
        isBack = false;
      }
    } finally {
      endTurn();
    }
  }

  /** Connects again. The old connection is closed first, since it holds the host's lease. */
  private void reopen(PlannedHost host) throws LeaseTaken, Unreachable, InterruptedException {
    var opened = target();
    opened.close();
    opened.replace(opener.open(host.endpoint()));
    stateCache().forgetAll();
  }

  /** Returns how a step that has its turn here connects again. */
  HostReconnector reconnector(PlannedHost host, WaitStrategy waitStrategy) {
    return new HostReconnector() {
      @Override
      public void reopen() throws LeaseTaken, Unreachable, InterruptedException {
        HostSession.this.reopen(host);
      }

      @Override
      public WaitStrategy waitStrategy() {
        return waitStrategy;
      }
    };
  }

  boolean hasJoined() {
    return target.isPresent();
  }

  /** Reports whether the host was not lost so far, as known without asking it. */
  boolean isConnected() {
    return target.filter(Target::isOpen).isPresent();
  }

  MultiStepTarget target() {
    return target.orElseThrow();
  }

  /** Lets changes that are carried out ahead end after the current task. */
  void stopAfterTask() {
    try {
      if (target.isPresent()) {
        target.get().stopAfterTask();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns what the hosts of the run have done so far. */
  PerformedActions performedActions() {
    return performedActions;
  }

  HostStateCache stateCache() {
    return stateCache.orElseThrow();
  }

  /** Returns the play's variables, overlaid with login facts and registered results. */
  VariableScope scope(PlannedHost host) {
    var told = new HashMap<String, Object>(target().loginFacts());
    told.put("name", name);
    told.put("address", host.endpoint().address());
    var variableScope = host.variableScope().with("host", told);
    for (var entry : registered.entrySet()) {
      variableScope = variableScope.with(entry.getKey(), entry.getValue().value());
    }
    return variableScope;
  }

  void register(String variable, Object value) {
    var before = registered.remove(variable);
    if (before != null) {
      resultMemory.giveBack(before.bytes());
    }
    var kept = resultMemory.keep(value);
    registered.put(variable, kept);
    if (kept.cut()) {
      runListener.on(
          new Event.Warned(
              name,
              ("only the last %d KiB of each text in '%s' are kept, because the results of this run"
                      + " take too much memory; register less, or give Java more:"
                      + " JAVA_TOOL_OPTIONS=-Xmx2g")
                  .formatted(ResultMemory.SHORT / 1024, variable)));
    }
  }

  /**
   * Records that the host is past the task that sets these variables, whether or not it set them.
   */
  void pass(Collection<String> variables) {
    passed.addAll(variables);
  }

  boolean hasPassed(String variable) {
    return passed.contains(variable);
  }

  /** Returns why the host has left the run; empty if it has not. */
  synchronized Optional<String> endReason() {
    return endReason;
  }

  synchronized void end(String why) {
    endReason = endReason.or(() -> Optional.of(why));
  }

  /**
   * Lets a host that was lost in an earlier play take part in the next one. A host that was never
   * there stays away.
   */
  synchronized boolean comesBack() {
    boolean comesBack = lost && target.isPresent();
    if (comesBack) {
      lost = false;
      isBack = true;
      endReason = Optional.empty();
    }
    return comesBack;
  }

  /** Records that the host no longer answers. */
  synchronized void lose() {
    lost = true;
  }

  synchronized boolean isLost() {
    return lost;
  }

  Traffic traffic() {
    return target.map(Target::traffic).orElse(new Traffic(0, 0, 0));
  }

  void close() {
    target.ifPresent(Target::close);
  }
}
