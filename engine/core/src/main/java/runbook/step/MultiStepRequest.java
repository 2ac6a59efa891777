package runbook.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import runbook.connection.AccessDenied;
import runbook.connection.Reply;
import runbook.connection.Request;
import runbook.connection.RequestPart;
import runbook.connection.RequestTimeout;
import runbook.connection.Unreachable;
import runbook.event.Failure;

/**
 * A request with the changes of several steps. The host carries it out while the steps wait for
 * their results.
 */
final class MultiStepRequest {

  /** How changes ended. */
  private sealed interface Outcome {}

  /** The host did what was predicted. */
  private record AsPredicted(Target.PerformedChanges performedChanges) implements Outcome {}

  /** The host made the changes and then stopped, because the facts were not as predicted. */
  private record Deviated(Target.PerformedChanges performedChanges) implements Outcome {}

  private record Failed(Throwable cause) implements Outcome {}

  private record NotBegun() implements Outcome {}

  private final class Pending implements PendingChanges {

    private final PredictedChanges predictedChanges;
    private final ChangeRequest changeRequest;
    private final List<RequestPart> parts;
    private final int firstPart;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    Pending(PredictedChanges predictedChanges, int firstPart) {
      this.predictedChanges = predictedChanges;
      this.changeRequest =
          ChangeRequest.of(
              predictedChanges.changes(),
              predictedChanges.again(),
              predictedChanges.targetOptions());
      this.parts = createParts();
      this.firstPart = firstPart;
    }

    int end() {
      return firstPart + parts.size();
    }

    private List<RequestPart> createParts() {
      return predictedChanges.expected().isPresent()
          ? changeRequest.parts(predictedChanges.expected().get(), predictedChanges.endsTask())
          : changeRequest.parts();
    }

    @Override
    public Target.PerformedChanges await() throws StepFailed, Unreachable, InterruptedException {
      return switch (outcome()) {
        case AsPredicted(var performedChanges) -> performedChanges;
        case Deviated(var performedChanges) -> performedChanges;
        case Failed(StepFailed cause) -> throw cause;
        case Failed(Unreachable cause) -> throw cause;
        case Failed(InterruptedException cause) -> throw cause;
        case Failed(RuntimeException cause) -> throw cause;
        case Failed(Throwable cause) -> throw new IllegalStateException(cause);
        case NotBegun() -> throw new IllegalStateException("the host did not begin with this step");
      };
    }

    @Override
    public boolean wentAsPredicted() throws InterruptedException {
      return outcome() instanceof AsPredicted;
    }

    @Override
    public boolean wereBegun() throws InterruptedException {
      return !(outcome() instanceof NotBegun);
    }

    private Outcome outcome() throws InterruptedException {
      try {
        return outcome.get();
      } catch (InterruptedException e) {
        // The sender kills the request on the host; steps that ended before are reported.
        sender.interrupt();
        sender.join();
        return outcome.resultNow();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }

    private Outcome asPredicted() {
      var again =
          FactBatch.read(predictedChanges.again(), predictedChanges.expected().orElseThrow());
      return new AsPredicted(new Target.PerformedChanges(Optional.empty(), again));
    }

    private void settle(List<Reply.ReplyPart> reply) {
      if (outcome.isDone()) {
        return;
      }
      if (reply.size() <= firstPart) {
        outcome.complete(new NotBegun());
        return;
      }
      var own = reply.subList(firstPart, Math.min(end(), reply.size()));
      boolean isPredicted = predictedChanges.expected().isPresent();
      if (isPredicted && own.size() == parts.size() && own.getLast().exit() == 0) {
        outcome.complete(asPredicted());
        return;
      }
      try {
        outcome.complete(
            new Deviated(
                shellTarget.result(
                    changeRequest,
                    own,
                    predictedChanges.again(),
                    predictedChanges.targetOptions())));
      } catch (StepFailed | Unreachable | InterruptedException e) {
        outcome.complete(new Failed(e));
      }
    }
  }

  private final ShellTarget shellTarget;
  private final List<Pending> all = new ArrayList<>();
  private Thread sender = Thread.currentThread();

  private MultiStepRequest(ShellTarget shellTarget) {
    this.shellTarget = shellTarget;
  }

  static List<PendingChanges> start(ShellTarget shellTarget, List<PredictedChanges> predicted) {
    var run = new MultiStepRequest(shellTarget);
    int part = 0;
    for (var predictedChanges : predicted) {
      run.all.add(run.new Pending(predictedChanges, part));
      part = run.all.getLast().end();
    }
    run.sender = Thread.ofVirtual().name("run ahead").unstarted(run::send);
    run.sender.start();
    return List.copyOf(run.all);
  }

  private void send() {
    var targetOptions = all.getFirst().predictedChanges.targetOptions();
    try {
      var request = new Request(all.stream().flatMap(one -> one.parts.stream()).toList());
      shellTarget.tell(this::actions);
      var reply = shellTarget.send(request, targetOptions, this::ended);
      all.forEach(one -> one.settle(reply.parts()));
    } catch (RequestTimeout e) {
      end(new StepFailed(ShellTarget.tooSlow(e)));
    } catch (AccessDenied e) {
      end(new StepFailed(Failure.of(e.getMessage(), e.hint())));
    } catch (Unreachable | InterruptedException | RuntimeException | Error e) {
      end(e);
    }
  }

  private List<String> actions() {
    return all.stream()
        .flatMap(one ->
            RequestText.changing(one.changeRequest, one.predictedChanges.targetOptions()).stream())
        .toList();
  }

  /**
   * The last changes complete only with the request, so that the next request cannot overlap this
   * one.
   */
  private void ended(int part, int exit) {
    for (var one : all.subList(0, all.size() - 1)) {
      if (one.end() == part + 1 && exit == 0 && one.predictedChanges.expected().isPresent()) {
        one.outcome.complete(one.asPredicted());
      }
    }
  }

  /** The first changes without an outcome may have been carried out; those after them were not. */
  private void end(Throwable cause) {
    all.stream()
        .filter(one -> !one.outcome.isDone())
        .findFirst()
        .ifPresent(one -> one.outcome.complete(new Failed(cause)));
    all.forEach(one -> one.outcome.complete(new NotBegun()));
  }
}
