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

/** A host as the engine sees it: facts to look at and changes to carry out. */
public interface Target extends AutoCloseable {

  /** Looks at all facts in one go; the sights are in the order of the facts. */
  List<Knowledge<?>> look(List<? extends Fact<?>> facts, TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException;

  /**
   * Carries the changes out in order, and looks again in the same go.
   *
   * @throws StepFailed when a change failed; an {@link Change.RunCommand} that exits non-zero is no
   *     failure but a result
   */
  PerformedChanges perform(
      List<Change> changes, List<? extends Fact<?>> again, TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException;

  /** Runs a script that changes nothing that lasts. */
  default ScriptOutput ask(Script script, TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException {
    throw new StepFailed("this host answers no questions");
  }

  /** A way to a port as the host reaches it. */
  default Tunnel tunnel(String address, int port)
      throws StepFailed, Unreachable, InterruptedException {
    throw new StepFailed("no way leads through this host");
  }

  /** Has the host's sshd try to connect to ports; empty when it must not. */
  default Optional<List<PortReply>> probePorts(List<InetSocketAddress> ports, Duration within)
      throws Unreachable, InterruptedException {
    return Optional.empty();
  }

  /** What the host told at login. */
  Map<String, String> loginFacts();

  /** What it has cost since login. */
  Traffic traffic();

  @Override
  void close();

  /** Opens targets: over SSH or locally, or for tests in memory. */
  @FunctionalInterface
  interface Opener {

    Target open(Endpoint endpoint) throws LeaseTaken, Unreachable, InterruptedException;
  }

  /**
   * How to go about it.
   *
   * @param become the user to act as; empty for the one who logged in
   */
  record TargetOptions(Optional<BecomeUser> become, Fact.Detail detail, Duration deadline) {}

  /**
   * What came of it.
   *
   * @param ran the result of the last {@link Change.RunCommand}, when there was one
   * @param again what looking again showed, in the order asked for
   */
  record PerformedChanges(Optional<CommandOutput> ran, List<Knowledge<?>> again) {}

  /**
   * A command that was run to its end.
   *
   * @param cut how many bytes of its output were not fetched
   */
  record CommandOutput(int exit, String out, String err, long cut) {}
}
