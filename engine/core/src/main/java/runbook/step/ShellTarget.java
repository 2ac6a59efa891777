package runbook.step;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import runbook.connection.AccessDenied;
import runbook.connection.BecomeUser;
import runbook.connection.Connection;
import runbook.connection.PortReply;
import runbook.connection.Reply;
import runbook.connection.Request;
import runbook.connection.RequestPart;
import runbook.connection.RequestProgress;
import runbook.connection.RequestTimeout;
import runbook.connection.Traffic;
import runbook.connection.Tunnel;
import runbook.connection.Unreachable;
import runbook.event.Failure;
import runbook.knowledge.Knowledge;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.script.QueryBatch;
import runbook.script.TruncatedOutput;

/**
 * A host behind a connection. Sends all queries in one script and each change as one part of a
 * request.
 */
public final class ShellTarget implements Target {

  /** The number of facts per deadline: a playbook may have thousands, and a host may be slow. */
  private static final int MOST_AT_ONCE = 500;

  private final Connection connection;

  private final RequestListener requestListener;

  public ShellTarget(Connection connection) {
    this(connection, RequestListener.NONE);
  }

  public ShellTarget(Connection connection, RequestListener requestListener) {
    this.connection = connection;
    this.requestListener = requestListener;
  }

  @Override
  public List<Knowledge<?>> look(List<? extends Fact<?>> facts, TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException {
    if (facts.isEmpty()) {
      return List.of();
    }
    if (facts.size() > MOST_AT_ONCE) {
      return halves(facts, targetOptions);
    }
    var batch = FactBatch.of(facts, targetOptions.detail());
    tell(() -> List.of(RequestText.reading(facts)));
    var only = send(List.of(batch.part()), targetOptions).parts().getFirst();
    if (only.cut() > 0 && facts.size() > 1) {
      // The answer was larger than a connection returns at once: try each half.
      return halves(facts, targetOptions);
    }
    return batch.read(only);
  }

  private List<Knowledge<?>> halves(List<? extends Fact<?>> facts, TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException {
    int half = facts.size() / 2;
    var sights = new ArrayList<>(look(facts.subList(0, half), targetOptions));
    sights.addAll(look(facts.subList(half, facts.size()), targetOptions));
    return sights;
  }

  @Override
  public PerformedChanges perform(
      List<Change> changes, List<? extends Fact<?>> again, TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException {
    var along = again.size() <= MOST_AT_ONCE ? again : List.<Fact<?>>of();
    var changeRequest = ChangeRequest.of(changes, along, targetOptions);
    tell(() -> RequestText.changing(changeRequest, targetOptions));
    var reply = send(changeRequest.parts(), targetOptions).parts();
    return result(changeRequest, reply, again, targetOptions);
  }

  /** Returns the result of a request; reads the facts in another one if they did not go along. */
  PerformedChanges result(
      ChangeRequest changeRequest,
      List<Reply.ReplyPart> reply,
      List<? extends Fact<?>> again,
      TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException {
    var ran = changeRequest.ran(reply);
    var along = changeRequest.again();
    boolean isWhole = along.facts().size() == again.size() && reply.getLast().cut() == 0;
    return new PerformedChanges(
        ran,
        isWhole && !along.facts().isEmpty()
            ? along.read(reply.getLast())
            : look(again, targetOptions));
  }

  @Override
  public List<PendingChanges> performAhead(List<PredictedChanges> all) {
    return MultiStepRequest.start(this, all);
  }

  @Override
  public void stopAfterTask() throws InterruptedException {
    connection.stopAfterStep();
  }

  @Override
  public ScriptOutput ask(Script script, TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException {
    var batch = QueryBatch.of(List.of(script));
    tell(() -> List.of(targetOptions.isSecret() ? "a query" : script.text()));
    var replyPart =
        send(List.of(new RequestPart.ScriptPart(batch.script(), false)), targetOptions)
            .parts()
            .getFirst();
    try {
      return batch.parse(replyPart.out()).getFirst();
    } catch (TruncatedOutput e) {
      throw new StepFailed(e.getMessage());
    }
  }

  @Override
  public Tunnel tunnel(String address, int port)
      throws StepFailed, Unreachable, InterruptedException {
    try {
      return connection.tunnel(address, port);
    } catch (AccessDenied e) {
      throw new StepFailed(Failure.of(e.getMessage(), e.hint()));
    }
  }

  @Override
  public Optional<List<PortReply>> probePorts(List<InetSocketAddress> ports, Duration within)
      throws Unreachable, InterruptedException {
    return connection.probePorts(ports, within);
  }

  static Failure tooSlow(RequestTimeout e) {
    return Failure.of(e.getMessage(), "give the task a longer timeout, or find out why it hangs");
  }

  private Reply send(List<RequestPart> parts, TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException {
    try {
      return send(new Request(parts), targetOptions, RequestProgress.IGNORED);
    } catch (RequestTimeout e) {
      throw new StepFailed(tooSlow(e));
    } catch (AccessDenied e) {
      throw new StepFailed(Failure.of(e.getMessage(), e.hint()));
    }
  }

  /** Sends a request of which the listener was told. */
  Reply send(Request request, TargetOptions targetOptions, RequestProgress requestProgress)
      throws AccessDenied, RequestTimeout, Unreachable, InterruptedException {
    if (!requestListener.isListening()) {
      return connection.send(
          request, targetOptions.become(), targetOptions.deadline(), requestProgress);
    }
    var before = connection.traffic();
    long began = System.nanoTime();
    try {
      return connection.send(
          request, targetOptions.become(), targetOptions.deadline(), requestProgress);
    } finally {
      requestListener.answered(
          Duration.ofNanos(System.nanoTime() - began), connection.traffic().since(before));
    }
  }

  /** Tells the listener of a request that follows. */
  void tell(Supplier<List<String>> actions) {
    if (requestListener.isListening()) {
      requestListener.sends(actions.get());
    }
  }

  @Override
  public Map<String, List<String>> notes(Optional<BecomeUser> user) {
    return connection.notes(user);
  }

  @Override
  public void tell(Optional<BecomeUser> user, String commands)
      throws StepFailed, Unreachable, InterruptedException {
    try {
      connection.tell(user, commands);
    } catch (AccessDenied e) {
      throw new StepFailed(Failure.of(e.getMessage(), e.hint()));
    }
  }

  @Override
  public Map<String, String> loginFacts() {
    return connection.loginFacts();
  }

  @Override
  public boolean isOpen() {
    return connection.isOpen();
  }

  @Override
  public Traffic traffic() {
    return connection.traffic();
  }

  @Override
  public void close() {
    connection.close();
  }
}
