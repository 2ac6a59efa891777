package runbook.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runbook.connection.Reply;
import runbook.connection.RequestPart;
import runbook.event.Failure;
import runbook.knowledge.Invalid;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Known;
import runbook.module.Fact;
import runbook.module.ScriptOutput;
import runbook.module.Unreadable;
import runbook.script.QueryBatch;
import runbook.script.TruncatedOutput;
import runbook.text.TraceText;

/** Facts that one script reads. */
record FactBatch(List<Fact<?>> facts, QueryBatch queryBatch) {

  static FactBatch of(List<? extends Fact<?>> facts, Fact.Detail detail) {
    var queries = facts.stream().map(fact -> fact.query(detail)).toList();
    return new FactBatch(List.copyOf(facts), QueryBatch.of(queries));
  }

  RequestPart part() {
    return new RequestPart.ScriptPart(queryBatch.script(), false);
  }

  /** Returns a part that ends the request unless each query has the given output. */
  RequestPart part(List<ScriptOutput> expected, boolean mayStop) {
    return new RequestPart.ExpectedPart(
        queryBatch.definitions(), queryBatch.body(), queryBatch.expected(expected), mayStop);
  }

  /** Returns the states of the facts. */
  List<Knowledge<?>> read(Reply.ReplyPart replyPart) throws StepFailed {
    try {
      return read(facts, queryBatch.parse(replyPart.out()));
    } catch (TruncatedOutput e) {
      throw new StepFailed(
          new Failure(
              e.getMessage(),
              "",
              Optional.of(
                  new Failure.CommandFailure(
                      "reading the state of the host",
                      replyPart.exit(),
                      StepFailed.lastLines(replyPart.errText()))),
              List.of()));
    }
  }

  /** Returns the states of facts whose queries have these outputs. */
  static List<Knowledge<?>> read(List<Fact<?>> facts, List<ScriptOutput> outputs) {
    var states = new ArrayList<Knowledge<?>>();
    for (int i = 0; i < facts.size(); i++) {
      states.add(state(facts.get(i), outputs.get(i)));
    }
    return states;
  }

  private static <S> Knowledge<S> state(Fact<S> fact, ScriptOutput scriptOutput) {
    try {
      return new Known<>(fact.read(scriptOutput));
    } catch (Unreadable e) {
      return new Invalid<>(e.getMessage());
    } catch (RuntimeException | StackOverflowError e) {
      // Facts should say what they cannot read; one that does not must not end the run.
      return new Invalid<>("the host's answer is not understood: " + TraceText.brief(e));
    }
  }
}
