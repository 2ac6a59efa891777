package runbook.value;

import dev.cel.common.CelErrorCode;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import java.util.Optional;
import java.util.regex.Pattern;
import runbook.knowledge.Invalid;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Known;
import runbook.knowledge.Unknown;
import runbook.text.Position;
import runbook.text.Problems;
import runbook.text.Suggestion;
import runbook.yaml.Node;

/** Judges conditions. */
public final class Conditions {

  private static final Pattern WHERE =
      Pattern.compile("evaluation error at [^:]*:(\\d+): (.*)", Pattern.DOTALL);

  private Conditions() {}

  /** Whether every term is true. */
  public static Knowledge<ConditionResult> judge(
      Condition condition, Scope scope, Problems problems) {
    var pass = new Pass();
    condition.expressions().forEach(term -> check(term, scope, pass));
    Knowledge<ConditionResult> result =
        pass.problems().isEmpty() ? evaluate(condition, scope, pass) : Invalid.told();
    pass.tell(problems);
    return result;
  }

  /** What is wrong with a condition whatever the variables are. */
  public static void check(Condition condition, Problems problems) {
    for (var term : condition.expressions()) {
      if (!isPlain(term)) {
        for (var flaw : Expression.of(term.text()).flaws()) {
          problems.add(at(term, flaw.offset()), flaw.message(), flaw.hint());
        }
      }
    }
  }

  /** Whether a variable is used. */
  public static boolean uses(Condition condition, String variable) {
    return condition.expressions().stream()
        .filter(term -> !isPlain(term))
        .flatMap(term -> Expression.of(term.text()).names().stream())
        .anyMatch(use -> use.name().equals(variable));
  }

  private static void check(Condition.Term term, Scope scope, Pass pass) {
    if (!isPlain(term)) {
      check(term, Expression.of(term.text()), scope, pass);
    }
  }

  /** What is wrong with an expression, and which of its variables are not there. */
  static void check(Condition.Term term, Expression expression, Scope scope, Pass pass) {
    for (var flaw : expression.flaws()) {
      pass.problem(at(term, flaw.offset()), flaw.message(), flaw.hint());
    }
    for (var use : expression.names()) {
      if (!scope.has(use.name())) {
        var hint = hint(term.text(), use.name());
        pass.problem(
            at(term, use.offset()),
            Scope.undefined(use.name()),
            hint.isEmpty() ? scope.hint(use.name()) : hint);
      }
    }
  }

  private static Knowledge<ConditionResult> evaluate(Condition condition, Scope scope, Pass pass) {
    Optional<Knowledge<ConditionResult>> doubt = Optional.empty();
    for (var term : condition.expressions()) {
      // A term may count on the earlier ones: while they are in doubt its problems are too.
      var result = evaluate(term, scope, doubt.isEmpty() ? pass : new Pass());
      if (result.is(ConditionResult::isFalse)) {
        return result;
      }
      if (doubt.isEmpty() && !(result instanceof Known)) {
        doubt = Optional.of(result);
      }
    }
    return doubt.orElse(new Known<>(ConditionResult.TRUE));
  }

  private static boolean isPlain(Condition.Term term) {
    return term.text().equals("true") || term.text().equals("false");
  }

  private static Knowledge<ConditionResult> evaluate(Condition.Term term, Scope scope, Pass pass) {
    if (isPlain(term)) {
      return result(term, term.text().equals("true"));
    }
    var program = Expression.of(term.text()).program().orElseThrow();
    var view = new View(pass, term.at());
    try {
      var value = program.eval(name -> Optional.of(view.of(view.variable(scope, name))));
      if (value instanceof Boolean flag) {
        return result(term, flag);
      }
      pass.problem(
          term.at(),
          "a condition must be true or false, this is " + kind(value),
          Dialect.comparison(kind(value)));
    } catch (CelEvaluationException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof Unseen unseen) {
          return new Unknown<>(unseen.unknown().why());
        }
      }
      explain(e, term, scope, view, pass);
    }
    return Invalid.told();
  }

  private static Knowledge<ConditionResult> result(Condition.Term term, boolean isTrue) {
    return new Known<>(isTrue ? ConditionResult.TRUE : ConditionResult.unmet(term.text()));
  }

  private static String kind(Object value) {
    return value instanceof NullValue ? "null" : Values.kind(value);
  }

  static void explain(
      CelEvaluationException e, Condition.Term term, Scope scope, View view, Pass pass) {
    var where = WHERE.matcher(e.getMessage());
    var known = where.matches();
    var place =
        at(term, known ? term.text().offsetByCodePoints(0, Integer.parseInt(where.group(1))) : 0);
    var message = known ? where.group(2) : e.getMessage();
    if (e.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND && view.miss().isPresent()) {
      var miss = view.miss().get();
      var near = Suggestion.hint(miss.key(), miss.keys());
      pass.problem(
          place,
          "there is no '" + miss.key() + "' here",
          near.isEmpty() ? "there is: " + String.join(", ", miss.keys()) : near);
    } else {
      pass.problem(place, scope.secrets().mask(CelWords.plain(message)), CelWords.hint(message));
    }
  }

  private static String hint(String text, String name) {
    var foreign = Dialect.hint(text);
    return foreign.isEmpty() && text.contains("vars." + name)
        ? "where it may be missing, write vars." + name
        : foreign;
  }

  private static Position at(Condition.Term term, int offset) {
    return new Node.Scalar(term.at(), term.text(), term.text(), true, false).at(offset);
  }
}
