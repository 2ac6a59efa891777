package runbook.journal;

import java.util.function.UnaryOperator;
import runbook.event.Event;

/** Cuts the output of commands, so that a journal stays readable. */
final class BoundedOutput {

  /** How much of the end of each of stdout and stderr is kept, in characters. */
  static final int MOST = 64 * 1024;

  private BoundedOutput() {}

  /**
   * Returns the event with what is kept of its output; it counts what is cut.
   *
   * @param mask hides secrets, before the cut could go through one
   */
  static Event.CommandRan of(Event.CommandRan ran, UnaryOperator<String> mask) {
    var out = mask.apply(ran.out());
    var err = mask.apply(ran.err());
    int lost = Math.max(0, out.length() - MOST) + Math.max(0, err.length() - MOST);
    return new Event.CommandRan(
        ran.host(), ran.stepId(), ran.exit(), end(out), end(err), ran.cut() + lost);
  }

  private static String end(String text) {
    int from = Math.max(0, text.length() - MOST);
    return text.substring(
        from > 0 && Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from);
  }
}
