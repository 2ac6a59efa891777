package runbook.text;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Collects the problems of a run's texts, so that one pass shows them all, in order, each once. */
public final class Problems {

  private final Set<Problem> found =
      new TreeSet<>(
          java.util.Comparator.<Problem>naturalOrder()
              .thenComparing(Problem::message)
              .thenComparing(Problem::hint));

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
  }

  public boolean none() {
    return found.isEmpty();
  }

  public List<Problem> all() {
    return List.copyOf(found);
  }
}
