package runbook.module;

import java.util.List;
import java.util.Map;

/**
 * Something the controller finds out through a host and evaluates. Asking changes nothing that
 * lasts. A question is a record.
 */
public interface Question {

  /** Describes the question to the user. */
  String label();

  /**
   * Asks the question.
   *
   * @return values for {@code register}
   * @throws Unobtainable if there is no answer, or it is not acceptable
   */
  Map<String, Object> ask(HostAccess host) throws Unobtainable, InterruptedException;

  /**
   * Returns the places the answer depends on: check mode does not ask if an earlier step would
   * write there.
   */
  default List<Place> places() {
    return List.of(new Place.Everything());
  }

  /** Reports whether the answer also depends on other hosts, so that their changes count too. */
  default boolean spansHosts() {
    return false;
  }
}
