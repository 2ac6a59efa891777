package runbook.module;

import java.util.List;
import java.util.Map;

/**
 * Something the controller finds out by way of a host, and judges. Nothing that lasts is changed by
 * asking. A question is a record.
 */
public interface Question {

  /** What the user reads for it. */
  String label();

  /**
   * Asks.
   *
   * @return values for {@code register}
   * @throws Unobtainable when there is no answer, or it is not good
   */
  Map<String, Object> ask(HostAccess host) throws Unobtainable, InterruptedException;

  /** What the answer depends on: check mode does not ask when an earlier step would write there. */
  default List<Place> places() {
    return List.of(new Place.Everything());
  }

  /** Whether the answer is about other hosts as well, so that changes of theirs count too. */
  default boolean spansHosts() {
    return false;
  }
}
