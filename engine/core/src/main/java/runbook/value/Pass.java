package runbook.value;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import runbook.knowledge.Invalid;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Known;
import runbook.knowledge.Unknown;
import runbook.text.Position;
import runbook.text.Problem;
import runbook.text.Problems;

/** One resolving of a value: what it finds wrong, and the variables it is in the middle of. */
final class Pass {

  /** Stands for a value that cannot be had because of a problem that has been said. */
  static final Unknown<?> FAULTY = new Unknown<>(Invalid.told().why());

  /** A variable that is being resolved. */
  private record Open(Scope scope, String name) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Open open && open.scope == scope && open.name.equals(name);
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(scope) * 31 + name.hashCode();
    }
  }

  private final List<Problem> problems = new ArrayList<>();
  private final Set<Open> open;

  Pass() {
    this(Set.of());
  }

  private Pass(Set<Open> open) {
    this.open = open;
  }

  boolean isOpen(Scope scope, String name) {
    return open.contains(new Open(scope, name));
  }

  Pass opening(Scope scope, String name) {
    var more = new LinkedHashSet<>(open);
    more.add(new Open(scope, name));
    return new Pass(more);
  }

  /** {@code a → b → a}. */
  String circle(String name) {
    return Stream.concat(
            open.stream().map(Open::name).dropWhile(n -> !n.equals(name)), Stream.of(name))
        .collect(Collectors.joining(" → "));
  }

  Unknown<?> problem(Position at, String message, String hint) {
    problems.add(new Problem(at, message, hint));
    return FAULTY;
  }

  void addAll(List<Problem> found) {
    problems.addAll(found);
  }

  List<Problem> problems() {
    return problems;
  }

  void tell(Problems others) {
    problems.forEach(others::add);
  }

  /** What a value that was made in this pass is known to be, after its problems have been told. */
  Knowledge<Object> knowledge(Object value, Problems others) {
    tell(others);
    if (!problems.isEmpty()) {
      return Invalid.told();
    }
    return value instanceof Unknown(String why) ? new Unknown<>(why) : new Known<>(value);
  }
}
