package runbook.report;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import runbook.event.Event;
import runbook.event.RunListener;
import runbook.event.StepOutcome;
import runbook.module.Difference;

/**
 * Passes the events of all hosts on one after the other, so that every report sees the same order
 * and the same times. Texts are compared here: once for all reports, and once for all hosts that
 * have the same.
 */
public final class EventSequence implements RunListener {

  /** Hosts do the same task at about the same time, so the texts of few tasks are needed. */
  private static final int MOST_KEPT = 8;

  private final long began = System.nanoTime();
  private final RunClock runClock;
  private final UnaryOperator<String> mask;
  private final List<RunListener> listeners;
  private final Map<Difference.TextDifference, Difference> compared = new ConcurrentHashMap<>();

  /**
   * @param runClock is set to the time of each event
   * @param mask hides secrets in a text
   */
  public EventSequence(RunClock runClock, UnaryOperator<String> mask, List<RunListener> listeners) {
    this.runClock = runClock;
    this.mask = mask;
    this.listeners = List.copyOf(listeners);
  }

  @Override
  public void on(Event event) {
    var shown = compared(event);
    synchronized (this) {
      at(Duration.ofNanos(System.nanoTime() - began), shown);
    }
  }

  /** Passes on an event that happened at another time. */
  public synchronized void at(Duration sinceBegin, Event event) {
    runClock.set(sinceBegin);
    listeners.forEach(listener -> listener.on(event));
  }

  private Event compared(Event event) {
    return event
                instanceof
                Event.StepEnded(
                    String host,
                    var stepId,
                    StepOutcome.Changed(List<Difference> differences),
                    var took)
            && differences.stream().anyMatch(Difference.TextDifference.class::isInstance)
        ? new Event.StepEnded(
            host,
            stepId,
            new StepOutcome.Changed(differences.stream().map(this::compared).toList()),
            took)
        : event;
  }

  private Difference compared(Difference difference) {
    if (!(difference instanceof Difference.TextDifference texts)) {
      return difference;
    }
    if (compared.size() >= MOST_KEPT) {
      compared.clear();
    }
    return compared.computeIfAbsent(texts, this::lines);
  }

  private Difference lines(Difference.TextDifference texts) {
    return new Difference.LinesDifference(
        texts.what(),
        TextDiff.lines(
            new Difference.TextDifference(
                texts.what(), mask.apply(texts.before()), mask.apply(texts.after()))));
  }
}
