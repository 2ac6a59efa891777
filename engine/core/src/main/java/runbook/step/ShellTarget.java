package runbook.step;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.connection.Connection;
import runbook.connection.Denied;
import runbook.connection.Expired;
import runbook.connection.Part;
import runbook.connection.PortReply;
import runbook.connection.Reply;
import runbook.connection.Request;
import runbook.connection.Traffic;
import runbook.connection.Tunnel;
import runbook.connection.Unreachable;
import runbook.event.Failure;
import runbook.knowledge.Invalid;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Known;
import runbook.module.Advice;
import runbook.module.Answer;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.Script;
import runbook.module.Unreadable;
import runbook.shell.CutShort;
import runbook.shell.Parts;
import runbook.shell.QueryBatch;

/** A host behind a connection: facts become one script of queries, changes become parts. */
public final class ShellTarget implements Target {

  /** A deadline is for so many facts: a playbook may have thousands, and a host be slow. */
  private static final int MOST_AT_ONCE = 500;

  private final Connection connection;

  public ShellTarget(Connection connection) {
    this.connection = connection;
  }

  @Override
  public List<Knowledge<?>> look(List<? extends Fact<?>> facts, Manner manner)
      throws StepFailed, Unreachable, InterruptedException {
    if (facts.isEmpty()) {
      return List.of();
    }
    if (facts.size() > MOST_AT_ONCE) {
      return halves(facts, manner);
    }
    var batch = batch(facts, manner);
    var reply = send(List.of(new Part.Run(batch.script(), false)), manner);
    var only = reply.parts().getFirst();
    if (only.cut() > 0 && facts.size() > 1) {
      // More than a connection brings back in one answer: in halves it may fit.
      return halves(facts, manner);
    }
    return sights(facts, batch, only);
  }

  private List<Knowledge<?>> halves(List<? extends Fact<?>> facts, Manner manner)
      throws StepFailed, Unreachable, InterruptedException {
    int half = facts.size() / 2;
    var sights = new ArrayList<>(look(facts.subList(0, half), manner));
    sights.addAll(look(facts.subList(half, facts.size()), manner));
    return sights;
  }

  @Override
  public Performed perform(List<Change> changes, List<? extends Fact<?>> again, Manner manner)
      throws StepFailed, Unreachable, InterruptedException {
    var parts = new ArrayList<Part>();
    changes.forEach(change -> parts.add(part(change)));
    var along = again.size() <= MOST_AT_ONCE ? again : List.<Fact<?>>of();
    var batch = batch(along, manner);
    if (!along.isEmpty()) {
      parts.add(new Part.Run(batch.script(), false));
    }
    var reply = send(parts, manner).parts();
    Optional<Ran> ran = Optional.empty();
    for (int i = 0; i < changes.size(); i++) {
      if (i >= reply.size()) {
        throw new StepFailed("the host answered only in part; what was changed is not known");
      }
      if (changes.get(i) instanceof Change.Exec) {
        ran = Optional.of(ran(reply.get(i)));
      } else if (reply.get(i).exit() != 0) {
        throw new StepFailed(failure(changes.get(i), reply.get(i)));
      }
    }
    if (along.isEmpty()) {
      return new Performed(ran, look(again, manner));
    }
    var last = reply.getLast();
    return new Performed(ran, last.cut() > 0 ? look(again, manner) : sights(again, batch, last));
  }

  @Override
  public Answer ask(Script script, Manner manner)
      throws StepFailed, Unreachable, InterruptedException {
    var batch = QueryBatch.of(List.of(script));
    var part = send(List.of(new Part.Run(batch.script(), false)), manner).parts().getFirst();
    try {
      return batch.parse(part.out()).getFirst();
    } catch (CutShort e) {
      throw new StepFailed(e.getMessage());
    }
  }

  @Override
  public Tunnel tunnel(String address, int port)
      throws StepFailed, Unreachable, InterruptedException {
    try {
      return connection.tunnel(address, port);
    } catch (Denied e) {
      throw new StepFailed(Failure.of(e.getMessage(), e.hint()));
    }
  }

  @Override
  public Optional<List<PortReply>> knock(List<InetSocketAddress> ports, Duration within)
      throws Unreachable, InterruptedException {
    return connection.knock(ports, within);
  }

  private static QueryBatch batch(List<? extends Fact<?>> facts, Manner manner) {
    return QueryBatch.of(facts.stream().map(f -> f.query(manner.detail())).toList());
  }

  /** A command of the user's may fail without the host being looked at again for that. */
  private static Part part(Change change) {
    var part = Parts.of(change);
    return change instanceof Change.Exec && part instanceof Part.Run(String script, boolean goOn)
        ? new Part.Run(script, true)
        : part;
  }

  private Reply send(List<Part> parts, Manner manner)
      throws StepFailed, Unreachable, InterruptedException {
    try {
      return connection.send(new Request(parts), manner.become(), manner.deadline());
    } catch (Expired e) {
      throw new StepFailed(
          Failure.of(e.getMessage(), "give the task a longer timeout, or see why it hangs"));
    } catch (Denied e) {
      throw new StepFailed(Failure.of(e.getMessage(), e.hint()));
    }
  }

  private static List<Knowledge<?>> sights(
      List<? extends Fact<?>> facts, QueryBatch batch, Reply.Part part) throws StepFailed {
    try {
      var answers = batch.parse(part.out());
      var sights = new ArrayList<Knowledge<?>>();
      for (int i = 0; i < facts.size(); i++) {
        sights.add(sight(facts.get(i), answers.get(i)));
      }
      return sights;
    } catch (CutShort e) {
      throw new StepFailed(
          Failure.of(
              e.getMessage(),
              new Failure.CommandFailure(
                  "looking at the host", part.exit(), StepFailed.lastLines(part.errText()))));
    }
  }

  private static <S> Knowledge<S> sight(Fact<S> fact, Answer answer) {
    try {
      return new Known<>(fact.read(answer));
    } catch (Unreadable e) {
      return new Invalid<>(e.getMessage());
    }
  }

  private static Ran ran(Reply.Part part) {
    return new Ran(part.exit(), part.outText(), part.errText(), part.cut());
  }

  private static Failure failure(Change change, Reply.Part part) {
    var text = describe(change);
    var advice = change instanceof Change.Run(var script) ? script.advice() : Advice.NONE;
    return StepFailed.failure(text, advice, part.exit(), part.outText(), part.errText());
  }

  /** The content of a file is never shown: it may be a key. */
  private static String describe(Change change) {
    return switch (change) {
      case Change.Run(var script) -> script.text();
      case Change.Exec exec -> exec.script().text();
      case Change.MakeFile make -> make.label();
      case Change.WriteFile write -> "write " + write.path() + " (" + write.content() + ")";
    };
  }

  @Override
  public Map<String, String> greeting() {
    return connection.greeting();
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
