package runbook.step;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.connection.BecomeUser;
import runbook.connection.Endpoint;
import runbook.connection.LeaseTaken;
import runbook.connection.PortReply;
import runbook.connection.Traffic;
import runbook.connection.Tunnel;
import runbook.connection.Unreachable;
import runbook.knowledge.Knowledge;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.Script;
import runbook.module.ScriptOutput;

/** A host as the engine uses it: it reads facts and carries out changes. */
public interface Target extends AutoCloseable {

  /** Reads all facts in one request; the results are in the order of the facts. */
  List<Knowledge<?>> look(List<? extends Fact<?>> facts, TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException;

  /**
   * Carries out the changes in order and reads facts again in the same request.
   *
   * @throws StepFailed if a change failed; an {@link Change.RunCommand} that exits non-zero is a
   *     result, not a failure
   */
  PerformedChanges perform(
      List<Change> changes, List<? extends Fact<?>> again, TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException;

  /**
   * Begins to carry out changes of several steps in one request. The host goes on as long as
   * reading the facts again prints what is expected.
   *
   * @return a result for each of them, in order; empty if this target cannot do it
   */
  default List<PendingChanges> performAhead(List<PredictedChanges> all) {
    return List.of();
  }

  /** Lets the changes that are carried out ahead end after the current task. */
  default void stopAfterTask() throws InterruptedException {
    // A target that carries out nothing ahead has nothing to stop.
  }

  /** Runs a script that changes nothing that lasts. */
  default ScriptOutput ask(Script script, TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException {
    throw new StepFailed("this host cannot run queries");
  }

  /** Opens a way to a port, as the host reaches it. */
  default Tunnel tunnel(String address, int port)
      throws StepFailed, Unreachable, InterruptedException {
    throw new StepFailed("this host cannot forward ports");
  }

  /** Lets the host's sshd try to connect to ports; empty if it may not. */
  default Optional<List<PortReply>> probePorts(List<InetSocketAddress> ports, Duration within)
      throws Unreachable, InterruptedException {
    return Optional.empty();
  }

  /**
   * Returns what earlier runs noted on the host as this user, by the name of the note file. Empty
   * before the first request of that user.
   */
  default Map<String, List<String>> notes(Optional<BecomeUser> user) {
    return Map.of();
  }

  /** Sends commands that keep notes before the next request, without waiting for them. */
  default void tell(Optional<BecomeUser> user, String commands)
      throws StepFailed, Unreachable, InterruptedException {
    // A target without a shell keeps no notes.
  }

  /** Returns the facts the host reported at login. */
  Map<String, String> loginFacts();

  /** Returns the traffic since login. */
  Traffic traffic();

  /** Reports whether the host was not lost so far, as known without asking it. */
  default boolean isOpen() {
    return true;
  }

  @Override
  void close();

  /** Opens targets: over SSH, locally, or in memory for tests. */
  @FunctionalInterface
  interface Opener {

    Target open(Endpoint endpoint) throws LeaseTaken, Unreachable, InterruptedException;
  }

  /**
   * How to carry out a request.
   *
   * @param become the user to act as; empty for the login user
   * @param taskNotes what the host notes about the task
   * @param isSecret whether scripts may not be shown
   */
  record TargetOptions(
      Optional<BecomeUser> become,
      Fact.Detail detail,
      Duration deadline,
      Optional<TaskNotes> taskNotes,
      boolean isSecret) {

    public TargetOptions(Optional<BecomeUser> become, Fact.Detail detail, Duration deadline) {
      this(become, detail, deadline, Optional.empty(), false);
    }

    /** Returns whether a request can hold changes with both options. */
    public boolean sharesRequest(TargetOptions other) {
      return become.equals(other.become)
          && detail == other.detail
          && deadline.equals(other.deadline);
    }

    public TargetOptions noting(Optional<TaskNotes> notes) {
      return new TargetOptions(become, detail, deadline, notes, isSecret);
    }

    /** Returns the same options for a task whose scripts may not be shown. */
    public TargetOptions secret() {
      return new TargetOptions(become, detail, deadline, taskNotes, true);
    }
  }

  /**
   * The result of a request.
   *
   * @param ran the result of the last {@link Change.RunCommand}, if there was one
   * @param again the facts that were read again, in the order requested
   */
  record PerformedChanges(Optional<CommandOutput> ran, List<Knowledge<?>> again) {}

  /**
   * A command that ran to its end.
   *
   * @param cut how many bytes of its output were not fetched
   */
  record CommandOutput(int exit, String out, String err, long cut) {}
}
