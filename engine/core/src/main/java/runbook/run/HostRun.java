package runbook.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import runbook.connection.Leased;
import runbook.connection.Unreachable;
import runbook.event.Event;
import runbook.event.Listener;
import runbook.playbook.Barrier;
import runbook.playbook.Rolling;
import runbook.playbook.Task;

/** One host going through a play at its own pace. */
final class HostRun {

  private final HostInPlay host;
  private final Stage stage;
  private final Gathering gathering;
  private final Listener listener;
  private final Set<String> notified = new LinkedHashSet<>();

  HostRun(HostInPlay host) {
    this.host = host;
    this.stage = new Stage(host);
    this.gathering = host.gathering();
    this.listener = host.listener();
  }

  /**
   * Runs to the end of the play, or of the host. Returns the handlers that are owed and not run.
   */
  List<String> run() {
    try {
      gathering.work();
    } catch (InterruptedException e) {
      interrupted();
      return List.of();
    }
    try {
      host.session().join(host.host(), gathering);
      elements();
      handlers();
    } catch (Unreachable e) {
      listener.on(new Event.HostLost(host.name(), e.getMessage(), e.hint()));
      host.session().lose();
      leave("unreachable");
    } catch (Leased e) {
      listener.on(new Event.HostBusy(host.name(), e.getMessage()));
      leave("busy");
    } catch (Over e) {
      if (!e.isFailed()) {
        listener.on(new Event.HostStopped(host.name(), e.getMessage()));
      }
      leave(e.isFailed() ? "failed" : "stopped");
    } catch (InterruptedException e) {
      interrupted();
    } finally {
      gathering.rest();
    }
    return List.copyOf(notified);
  }

  private void interrupted() {
    listener.on(new Event.HostStopped(host.name(), "interrupted"));
    leave("interrupted");
  }

  private void leave(String why) {
    host.session().end(why);
    gathering.gone(host.name(), why);
  }

  private void elements() throws Over, Unreachable, InterruptedException {
    var tasks = new ArrayList<Task>();
    for (var element : host.play().elements()) {
      switch (element) {
        case Task task -> tasks.add(task);
        case Barrier barrier -> {
          stage.run(tasks, notified);
          tasks.clear();
          meet(barrier);
        }
        case Rolling rolling -> {
          stage.run(tasks, notified);
          tasks.clear();
          roll(rolling);
        }
      }
    }
    stage.run(tasks, notified);
  }

  private void meet(Barrier barrier) throws Over, InterruptedException {
    if (gathering.expects(barrier, host.name()) && !gathering.meet(barrier, host.name())) {
      throw Over.stopped(gathering.aborted().orElseThrow());
    }
  }

  private void roll(Rolling rolling) throws Over, Unreachable, InterruptedException {
    var slots = gathering.slots(rolling);
    if (slots.isOpen() && stage.runIdle(rolling.tasks(), notified)) {
      slots.passed(host.name());
      return;
    }
    var entry = gathering.enter(slots, host.name());
    if (entry == Slots.Entry.GATE) {
      gate(rolling, slots);
      slots.opened();
      entry = gathering.enter(slots, host.name());
    }
    if (entry == Slots.Entry.CLOSED) {
      throw Over.stopped("'" + rolling.name() + "' takes no further host: " + slots.whyClosed());
    }
    stage.run(rolling.tasks(), notified);
    gate(rolling, slots);
    slots.leave(host.name());
  }

  private void gate(Rolling rolling, Slots slots) throws Over, Unreachable, InterruptedException {
    try {
      stage.run(rolling.gate(), notified);
    } catch (Over e) {
      slots.gateFailed(host.name());
      throw e;
    }
  }

  /** Handlers run in the order they are written, and again when another handler calls them. */
  private void handlers() throws Over, Unreachable, InterruptedException {
    for (int round = 0; !notified.isEmpty(); round++) {
      if (round > host.play().handlers().size()) {
        throw Over.stopped("these handlers call each other without end: " + notified);
      }
      for (var handler : host.play().handlers()) {
        if (notified.contains(handler.name())) {
          stage.run(List.of(handler), notified);
          notified.remove(handler.name());
        }
      }
    }
  }
}
