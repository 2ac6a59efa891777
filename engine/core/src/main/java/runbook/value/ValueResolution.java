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

/** The resolution of one value: collects its problems and detects cycles of variables. */
final class ValueResolution {

  /** Stands for a value that is missing because of a problem that was already reported. */
  static final Unknown<?> FAULTY = new Unknown<>(Invalid.reported().why());

  /** A variable that is being resolved. */
  private record Open(VariableScope variableScope, String name) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Open open
          && open.variableScope == variableScope
          && open.name.equals(name);
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(variableScope) * 31 + name.hashCode();
    }
  }

  private final List<Problem> problems = new ArrayList<>();
  private final Set<Open> open;

  ValueResolution() {
    this(Set.of());
  }

  private ValueResolution(Set<Open> open) {
    this.open = open;
  }

  boolean isOpen(VariableScope variableScope, String name) {
    return open.contains(new Open(variableScope, name));
  }

  ValueResolution opening(VariableScope variableScope, String name) {
    var more = new LinkedHashSet<>(open);
    more.add(new Open(variableScope, name));
    return new ValueResolution(more);
  }

  /** Formats a cycle, as in {@code a → b → a}. */
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

  /** Converts a value resolved in this pass, and reports its problems. */
  Knowledge<Object> knowledge(Object value, Problems others) {
    tell(others);
    if (!problems.isEmpty()) {
      return Invalid.reported();
    }
    return value instanceof Unknown(String why) ? new Unknown<>(why) : new Known<>(value);
  }
}
