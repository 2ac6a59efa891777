package runbook.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runbook.connection.Reply;
import runbook.connection.RequestPart;
import runbook.event.Failure;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.FailureHint;
import runbook.module.ScriptOutput;
import runbook.script.ChangeTranslator;

/** Changes as parts of a request, followed by a part that reads facts again. */
record ChangeRequest(List<Change> changes, FactBatch again, Optional<TaskNotes> taskNotes) {

  static ChangeRequest of(
      List<Change> changes, List<? extends Fact<?>> again, Target.TargetOptions targetOptions) {
    var factBatch = FactBatch.of(again, targetOptions.detail());
    return new ChangeRequest(List.copyOf(changes), factBatch, targetOptions.taskNotes());
  }

  private boolean looks() {
    return !again.facts().isEmpty();
  }

  int size() {
    return changes.size() + (looks() ? 1 : 0);
  }

  List<RequestPart> parts() {
    var parts = new ArrayList<>(changeParts());
    if (looks()) {
      parts.add(again.part());
    }
    return parts;
  }

  /** Returns parts that end the request unless reading the facts prints the given outputs. */
  List<RequestPart> parts(List<ScriptOutput> expected, boolean mayStop) {
    var parts = new ArrayList<>(changeParts());
    parts.add(again.part(expected, mayStop));
    return parts;
  }

  private List<RequestPart> changeParts() {
    return changes.stream().map(this::part).toList();
  }

  /**
   * After a failed command of the user, the request still goes on to read the facts, which saves
   * another request.
   */
  private RequestPart part(Change change) {
    var requestPart = ChangeTranslator.of(change);
    return change instanceof Change.RunCommand
            && requestPart instanceof RequestPart.ScriptPart(String script, _, _, _)
        ? new RequestPart.ScriptPart(script, true, true, onSuccess())
        : requestPart;
  }

  private String onSuccess() {
    return taskNotes.map(TaskNotes::onSuccess).orElse("");
  }

  /**
   * Returns the result of the last command, if there was one.
   *
   * @throws StepFailed if a change failed
   */
  Optional<Target.CommandOutput> ran(List<Reply.ReplyPart> reply) throws StepFailed {
    Optional<Target.CommandOutput> ran = Optional.empty();
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
    return ran;
  }

  private static Target.CommandOutput ran(Reply.ReplyPart replyPart) {
    return new Target.CommandOutput(
        replyPart.exit(), replyPart.outText(), replyPart.errText(), replyPart.cut());
  }

  private static Failure failure(Change change, Reply.ReplyPart replyPart) {
    var failureHint =
        change instanceof Change.RunScript(var script) ? script.failureHint() : FailureHint.NONE;
    return StepFailed.failure(
        describe(change), failureHint, replyPart.exit(), replyPart.outText(), replyPart.errText());
  }

  /** Describes a change without the content of files, which may be a key. */
  static String describe(Change change) {
    return switch (change) {
      case Change.RunScript(var script) -> script.text();
      case Change.RunCommand runCommand -> runCommand.script().text();
      case Change.MakeFile make -> make.label();
      case Change.WriteFile write -> "write " + write.path() + " (" + write.fileContent() + ")";
    };
  }
}
