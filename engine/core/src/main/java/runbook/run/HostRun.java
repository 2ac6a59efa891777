package runbook.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import runbook.connection.LeaseTaken;
import runbook.connection.Unreachable;
import runbook.event.Event;
import runbook.event.RunListener;
import runbook.playbook.Barrier;
import runbook.playbook.RollingBlock;
import runbook.playbook.Task;

/** Runs one host through a play at its own pace. */
final class HostRun {

  private final HostInPlay host;
  private final StageRun stageRun;
  private final OwedWork owedWork;
  private final ResumedHost resumedHost;
  private final PlayCoordinator playCoordinator;
  private final RunListener runListener;
  private final Set<String> notified = new LinkedHashSet<>();

  HostRun(HostInPlay host) {
    this.host = host;
    this.owedWork = new OwedWork(host);
    this.stageRun = new StageRun(host, owedWork);
    this.resumedHost = new ResumedHost(host);
    this.playCoordinator = host.coordinator();
    this.runListener = host.listener();
  }

  /**
   * Runs until the play ends, or ends for this host. Returns the notified handlers that did not
   * run.
   */
  List<String> run() {
    resumedHost.restoreResults();
    if (host.earlier().isFinished()) {
      resumedHost.passAllWaitPoints();
      runListener.on(new Event.HostFinished(host.name()));
      return List.of();
    }
    try {
      long began = host.begin(Event.Activity.FORKS, "a free fork");
      playCoordinator.startWorking();
      host.spent(Event.Activity.FORKS, "a free fork", began);
    } catch (InterruptedException e) {
      interrupted(e);
      return List.of();
    }
    try {
      host.hostSession().join(host.host(), playCoordinator);
      if (host.earlier().hasBegun()) {
        owedWork.resume();
      }
      elements();
      handlers();
      owedWork.settle();
      runListener.on(new Event.HostFinished(host.name()));
    } catch (Unreachable e) {
      runListener.on(new Event.HostLost(host.name(), e.getMessage(), e.hint()));
      host.hostSession().lose();
      leave("unreachable");
    } catch (LeaseTaken e) {
      runListener.on(new Event.HostBusy(host.name(), e.getMessage()));
      leave("busy");
    } catch (PlayEnded e) {
      if (!e.isFailed()) {
        runListener.on(new Event.HostStopped(host.name(), e.getMessage()));
      }
      leave(e.isFailed() ? "failed" : "stopped");
    } catch (InterruptedException e) {
      interrupted(e);
    } finally {
      playCoordinator.stopWorking();
    }
    return List.copyOf(notified);
  }

  /** A step that could not be killed on the host is told by what the interrupt suppressed. */
  private void interrupted(InterruptedException interrupt) {
    var goesOn =
        Arrays.stream(interrupt.getSuppressed())
            .map(Throwable::getMessage)
            .collect(Collectors.joining("; "));
    runListener.on(new Event.HostInterrupted(host.name(), goesOn));
    leave("interrupted");
  }

  private void leave(String why) {
    host.hostSession().end(why);
    playCoordinator.hostLeft(host.name(), why);
  }

  private void elements() throws PlayEnded, Unreachable, InterruptedException {
    notified.addAll(resumedHost.notified());
    var elements = host.play().elements();
    var tasks = new ArrayList<Task>();
    for (int i = 0; i < elements.size(); i++) {
      switch (elements.get(i)) {
        case Task task -> tasks.addAll(resumedHost.left(List.of(task)));
        case Barrier barrier -> {
          stageRun.run(tasks, from(i), notified);
          tasks.clear();
          if (!resumedHost.isPast(barrier)) {
            meet(barrier);
          }
        }
        case RollingBlock rollingBlock -> {
          stageRun.run(tasks, from(i), notified);
          tasks.clear();
          if (!resumedHost.isPast(rollingBlock)) {
            roll(rollingBlock, from(i + 1));
          }
        }
      }
    }
    stageRun.run(tasks, List.of(), notified);
  }

  /** Returns the tasks of the elements from this one on, as they run if nothing changes. */
  private List<Task> from(int element) {
    var elements = host.play().elements();
    return elements.subList(element, elements.size()).stream()
        .flatMap(playElement ->
            switch (playElement) {
              case Task task -> Stream.of(task);
              case RollingBlock rollingBlock -> rollingBlock.tasks().stream();
              case Barrier _ -> Stream.of();
            })
        .toList();
  }

  private void meet(Barrier barrier) throws PlayEnded, Unreachable, InterruptedException {
    if (!playCoordinator.expects(barrier, host.name())) {
      return;
    }
    long began = host.begin(Event.Activity.BARRIER, barrier.name());
    boolean met = playCoordinator.meet(barrier, host.hostSession());
    host.spent(Event.Activity.BARRIER, barrier.name(), began);
    if (!host.hostSession().isConnected()) {
      throw new Unreachable(
          "%s: lost the connection while it waited at '%s'".formatted(host.name(), barrier.name()),
          "check the host and the network",
          null);
    }
    if (!met) {
      throw PlayEnded.stopped(playCoordinator.aborted().orElseThrow());
    }
  }

  private void roll(RollingBlock rollingBlock, List<Task> later)
      throws PlayEnded, Unreachable, InterruptedException {
    var slots = playCoordinator.slots(rollingBlock);
    var tasks = resumedHost.left(rollingBlock.tasks());
    if (slots.isOpen()
        && !slots.isInside(host.name())
        && tasks.size() == rollingBlock.tasks().size()
        && stageRun.runIfConverged(tasks, later, notified)) {
      slots.passed(host.name());
      return;
    }
    var slotAdmission = enter(rollingBlock, slots);
    if (slotAdmission == Slots.SlotAdmission.GATE) {
      gate(rollingBlock, slots);
      slots.opened();
      slotAdmission = enter(rollingBlock, slots);
    }
    if (slotAdmission == Slots.SlotAdmission.CLOSED) {
      throw PlayEnded.stopped(
          "'" + rollingBlock.name() + "' admits no further host: " + slots.whyClosed());
    }
    stageRun.runAnew(tasks, notified);
    gate(rollingBlock, slots);
    slots.leave(host.name());
  }

  private Slots.SlotAdmission enter(RollingBlock rollingBlock, Slots slots)
      throws InterruptedException {
    long began = host.begin(Event.Activity.ROLLING, rollingBlock.name());
    var slotAdmission = playCoordinator.enter(slots, host.name());
    host.spent(Event.Activity.ROLLING, rollingBlock.name(), began);
    return slotAdmission;
  }

  private void gate(RollingBlock rollingBlock, Slots slots)
      throws PlayEnded, Unreachable, InterruptedException {
    try {
      stageRun.runAnew(rollingBlock.gate(), notified);
    } catch (PlayEnded e) {
      slots.gateFailed(host.name());
      throw e;
    }
  }

  /** Runs handlers in the order they are written, and again if another handler notifies them. */
  private void handlers() throws PlayEnded, Unreachable, InterruptedException {
    for (var handler : host.play().handlers()) {
      // Those that an earlier run did not get to after another handler.
      owedWork.left(handler).forEach(one -> notified.add(one.name()));
    }
    for (int round = 0; !notified.isEmpty(); round++) {
      if (round > host.play().handlers().size()) {
        throw PlayEnded.stopped("these handlers notify each other endlessly: " + notified);
      }
      for (var handler : host.play().handlers()) {
        if (notified.contains(handler.name())) {
          stageRun.runAnew(List.of(handler), notified);
          notified.remove(handler.name());
        }
      }
    }
  }
}
