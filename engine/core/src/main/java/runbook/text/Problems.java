package runbook.text;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Collects the problems of all files of a run, in order and without duplicates, to report them
 * together.
 */
public final class Problems {

  private static final Comparator<Problem> ORDER =
      Comparator.<Problem>naturalOrder()
          .thenComparing(Problem::message)
          .thenComparing(Problem::hint);

  private final Set<Problem> found = new TreeSet<>(ORDER);
  private final Set<Problem> warnings = new TreeSet<>(ORDER);

  public void add(Position at, String message) {
    add(at, message, "");
  }

  public void add(Position at, String message, String hint) {
    add(new Problem(at, message, hint));
  }

  public void add(Problem problem) {
    found.add(problem);
  }

  public void addAll(Problems others) {
    found.addAll(others.found);
    warnings.addAll(others.warnings);
  }

  /** Adds a warning: something that may be wrong, but stops nothing. */
  public void warn(Problem problem) {
    warnings.add(problem);
  }

  public List<Problem> warnings() {
    return List.copyOf(warnings);
  }

  public boolean none() {
    return found.isEmpty();
  }

  public List<Problem> all() {
    return List.copyOf(found);
  }
}
