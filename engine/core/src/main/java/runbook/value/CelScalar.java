package runbook.value;

import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.yaml.CelExpression;
import runbook.yaml.Node;

/** Evaluates a scalar that is an expression. */
final class CelScalar {

  private CelScalar() {}

  static boolean is(Node.Scalar scalar) {
    return scalar.value() instanceof CelExpression;
  }

  /** Returns the value of the expression with these variables. */
  static Object value(
      Node.Scalar scalar, VariableScope variableScope, ValueResolution valueResolution) {
    var term = new Condition.Term(scalar.at(0), scalar.raw());
    var compiledExpression = CompiledExpression.formula(term.text());
    int before = valueResolution.problems().size();
    ConditionEvaluator.check(term, compiledExpression, variableScope, valueResolution);
    if (valueResolution.problems().size() > before) {
      return ValueResolution.FAULTY;
    }
    var celVariables = new CelVariables(valueResolution, term.at());
    try {
      var program = compiledExpression.program().orElseThrow();
      var value =
          plain(
              program.eval(name ->
                  Optional.of(celVariables.of(celVariables.variable(variableScope, name)))));
      return celVariables.secrets().isEmpty()
          ? value
          : new DerivedSecret(term.text(), celVariables.secrets(), variableScope.secrets())
              .of(value);
    } catch (UnknownInExpression unknownInExpression) {
      return unknownInExpression.unknown();
    } catch (CelEvaluationException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof UnknownInExpression unknownInExpression) {
          return unknownInExpression.unknown();
        }
      }
      ConditionEvaluator.explain(e, term, variableScope, celVariables, valueResolution);
      return ValueResolution.FAULTY;
    }
  }

  /** Copies the value: CEL returns lists and maps that are evaluated lazily. */
  private static Object plain(Object value) {
    return switch (value) {
      case NullValue _ -> null;
      case List<?> list -> {
        var items = new ArrayList<>();
        list.forEach(item -> items.add(plain(item)));
        yield Collections.unmodifiableList(items);
      }
      case Map<?, ?> map -> {
        var entries = new LinkedHashMap<String, Object>();
        map.forEach((key, inner) -> entries.put(String.valueOf(key), plain(inner)));
        yield Collections.unmodifiableMap(entries);
      }
      case null, default -> value;
    };
  }
}
