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

/** Evaluates conditions. */
public final class ConditionEvaluator {

  private static final Pattern WHERE =
      Pattern.compile("evaluation error at [^:]*:(\\d+): (.*)", Pattern.DOTALL);

  private ConditionEvaluator() {}

  /** Evaluates a condition: met if every term is true. */
  public static Knowledge<ConditionResult> judge(
      Condition condition, VariableScope variableScope, Problems problems) {
    var valueResolution = new ValueResolution();
    condition.expressions().forEach(term -> check(term, variableScope, valueResolution));
    Knowledge<ConditionResult> result =
        valueResolution.problems().isEmpty()
            ? evaluate(condition, variableScope, valueResolution)
            : Invalid.reported();
    valueResolution.tell(problems);
    return result;
  }

  /** Reports mistakes in a condition that do not depend on variables. */
  public static void check(Condition condition, Problems problems) {
    for (var term : condition.expressions()) {
      if (!isPlain(term)) {
        for (var flaw : CompiledExpression.of(term.text()).flaws()) {
          problems.add(at(term, flaw.offset()), flaw.message(), flaw.hint());
        }
      }
    }
  }

  /** Returns whether a condition uses a variable. */
  public static boolean uses(Condition condition, String variable) {
    return condition.expressions().stream()
        .filter(term -> !isPlain(term))
        .flatMap(term -> CompiledExpression.of(term.text()).names().stream())
        .anyMatch(variableUse -> variableUse.name().equals(variable));
  }

  private static void check(
      Condition.Term term, VariableScope variableScope, ValueResolution valueResolution) {
    if (!isPlain(term)) {
      check(term, CompiledExpression.of(term.text()), variableScope, valueResolution);
    }
  }

  /** Reports mistakes in an expression, and variables it uses that do not exist. */
  static void check(
      Condition.Term term,
      CompiledExpression compiledExpression,
      VariableScope variableScope,
      ValueResolution valueResolution) {
    for (var flaw : compiledExpression.flaws()) {
      valueResolution.problem(at(term, flaw.offset()), flaw.message(), flaw.hint());
    }
    for (var variableUse : compiledExpression.names()) {
      if (!variableScope.has(variableUse.name())) {
        var hint = hint(term.text(), variableUse.name());
        valueResolution.problem(
            at(term, variableUse.offset()),
            VariableScope.undefined(variableUse.name()),
            hint.isEmpty() ? variableScope.hint(variableUse.name()) : hint);
      }
    }
  }

  private static Knowledge<ConditionResult> evaluate(
      Condition condition, VariableScope variableScope, ValueResolution valueResolution) {
    Optional<Knowledge<ConditionResult>> doubt = Optional.empty();
    for (var term : condition.expressions()) {
      // A term can rely on the terms before it. While one of them is unknown, so are the problems
      // of later terms.
      var result =
          evaluate(term, variableScope, doubt.isEmpty() ? valueResolution : new ValueResolution());
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

  private static Knowledge<ConditionResult> evaluate(
      Condition.Term term, VariableScope variableScope, ValueResolution valueResolution) {
    if (isPlain(term)) {
      return result(term, term.text().equals("true"));
    }
    var program = CompiledExpression.of(term.text()).program().orElseThrow();
    var celVariables = new CelVariables(valueResolution, term.at());
    try {
      var value =
          program.eval(
              name -> Optional.of(celVariables.of(celVariables.variable(variableScope, name))));
      if (value instanceof Boolean flag) {
        return result(term, flag);
      }
      valueResolution.problem(
          term.at(),
          "a condition must be true or false, this is " + kind(value),
          JinjaHints.comparison(kind(value)));
    } catch (CelEvaluationException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof UnknownInExpression unknownInExpression) {
          return new Unknown<>(unknownInExpression.unknown().why());
        }
      }
      explain(e, term, variableScope, celVariables, valueResolution);
    }
    return Invalid.reported();
  }

  private static Knowledge<ConditionResult> result(Condition.Term term, boolean isTrue) {
    return new Known<>(isTrue ? ConditionResult.TRUE : ConditionResult.unmet(term.text()));
  }

  private static String kind(Object value) {
    return value instanceof NullValue ? "null" : ValueResolver.kind(value);
  }

  static void explain(
      CelEvaluationException e,
      Condition.Term term,
      VariableScope variableScope,
      CelVariables celVariables,
      ValueResolution valueResolution) {
    var where = WHERE.matcher(e.getMessage());
    var known = where.matches();
    var place =
        at(term, known ? term.text().offsetByCodePoints(0, Integer.parseInt(where.group(1))) : 0);
    var message = known ? where.group(2) : e.getMessage();
    if (e.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND
        && celVariables.missingKey().isPresent()) {
      var missingKey = celVariables.missingKey().get();
      var near = Suggestion.hint(missingKey.key(), missingKey.keys());
      valueResolution.problem(
          place,
          "there is no '" + missingKey.key() + "' here",
          near.isEmpty() ? "there is: " + String.join(", ", missingKey.keys()) : near);
    } else {
      valueResolution.problem(
          place,
          variableScope
              .secrets()
              .mask(CelErrorExplainer.plain(celVariables.withoutSecrets(message))),
          CelErrorExplainer.hint(message));
    }
  }

  private static String hint(String text, String name) {
    var foreign = JinjaHints.hint(text);
    return foreign.isEmpty() && text.contains("vars." + name)
        ? "if it may be missing, write vars." + name
        : foreign;
  }

  private static Position at(Condition.Term term, int offset) {
    return new Node.Scalar(term.at(), term.text(), term.text(), true, false).at(offset);
  }
}
