package runbook.step;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.connection.AccessDenied;
import runbook.connection.Connection;
import runbook.connection.PortReply;
import runbook.connection.Reply;
import runbook.connection.Request;
import runbook.connection.RequestPart;
import runbook.connection.RequestTimeout;
import runbook.connection.Traffic;
import runbook.connection.Tunnel;
import runbook.connection.Unreachable;
import runbook.event.Failure;
import runbook.knowledge.Invalid;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Known;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.FailureHint;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.module.Unreadable;
import runbook.script.ChangeTranslator;
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

  public ShellTarget(Connection connection) {
    this.connection = connection;
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
    var batch = batch(facts, targetOptions);
    var reply = send(List.of(new RequestPart.ScriptPart(batch.script(), false)), targetOptions);
    var only = reply.parts().getFirst();
    if (only.cut() > 0 && facts.size() > 1) {
      // The answer was larger than a connection returns at once: try each half.
      return halves(facts, targetOptions);
    }
    return sights(facts, batch, only);
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
    var parts = new ArrayList<RequestPart>();
    changes.forEach(change -> parts.add(part(change)));
    var along = again.size() <= MOST_AT_ONCE ? again : List.<Fact<?>>of();
    var batch = batch(along, targetOptions);
    if (!along.isEmpty()) {
      parts.add(new RequestPart.ScriptPart(batch.script(), false));
    }
    var reply = send(parts, targetOptions).parts();
    Optional<CommandOutput> ran = Optional.empty();
    for (int i = 0; i < changes.size(); i++) {
      if (i >= reply.size()) {
        throw new StepFailed("the host's answer is incomplete; it is unknown what was changed");
      }
      if (changes.get(i) instanceof Change.RunCommand) {
        ran = Optional.of(ran(reply.get(i)));
      } else if (reply.get(i).exit() != 0) {
        throw new StepFailed(failure(changes.get(i), reply.get(i)));
      }
    }
    if (along.isEmpty()) {
      return new PerformedChanges(ran, look(again, targetOptions));
    }
    var last = reply.getLast();
    return new PerformedChanges(
        ran, last.cut() > 0 ? look(again, targetOptions) : sights(again, batch, last));
  }

  @Override
  public ScriptOutput ask(Script script, TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException {
    var batch = QueryBatch.of(List.of(script));
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

  private static QueryBatch batch(List<? extends Fact<?>> facts, TargetOptions targetOptions) {
    return QueryBatch.of(facts.stream().map(f -> f.query(targetOptions.detail())).toList());
  }

  /** A user's command may fail, and the host need not be read again because of it. */
  private static RequestPart part(Change change) {
    var requestPart = ChangeTranslator.of(change);
    return change instanceof Change.RunCommand
            && requestPart instanceof RequestPart.ScriptPart(String script, boolean goOn)
        ? new RequestPart.ScriptPart(script, true)
        : requestPart;
  }

  private Reply send(List<RequestPart> parts, TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException {
    try {
      return connection.send(new Request(parts), targetOptions.become(), targetOptions.deadline());
    } catch (RequestTimeout e) {
      throw new StepFailed(
          Failure.of(e.getMessage(), "give the task a longer timeout, or find out why it hangs"));
    } catch (AccessDenied e) {
      throw new StepFailed(Failure.of(e.getMessage(), e.hint()));
    }
  }

  private static List<Knowledge<?>> sights(
      List<? extends Fact<?>> facts, QueryBatch batch, Reply.ReplyPart replyPart)
      throws StepFailed {
    try {
      var answers = batch.parse(replyPart.out());
      var sights = new ArrayList<Knowledge<?>>();
      for (int i = 0; i < facts.size(); i++) {
        sights.add(sight(facts.get(i), answers.get(i)));
      }
      return sights;
    } catch (TruncatedOutput e) {
      throw new StepFailed(
          Failure.of(
              e.getMessage(),
              new Failure.CommandFailure(
                  "looking at the host",
                  replyPart.exit(),
                  StepFailed.lastLines(replyPart.errText()))));
    }
  }

  private static <S> Knowledge<S> sight(Fact<S> fact, ScriptOutput scriptOutput) {
    try {
      return new Known<>(fact.read(scriptOutput));
    } catch (Unreadable e) {
      return new Invalid<>(e.getMessage());
    }
  }

  private static CommandOutput ran(Reply.ReplyPart replyPart) {
    return new CommandOutput(
        replyPart.exit(), replyPart.outText(), replyPart.errText(), replyPart.cut());
  }

  private static Failure failure(Change change, Reply.ReplyPart replyPart) {
    var text = describe(change);
    var failureHint =
        change instanceof Change.RunScript(var script) ? script.failureHint() : FailureHint.NONE;
    return StepFailed.failure(
        text, failureHint, replyPart.exit(), replyPart.outText(), replyPart.errText());
  }

  /** Describes a change without the content of files, which may be a key. */
  private static String describe(Change change) {
    return switch (change) {
      case Change.RunScript(var script) -> script.text();
      case Change.RunCommand runCommand -> runCommand.script().text();
      case Change.MakeFile make -> make.label();
      case Change.WriteFile write -> "write " + write.path() + " (" + write.fileContent() + ")";
    };
  }

  @Override
  public Map<String, String> loginFacts() {
    return connection.loginFacts();
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
