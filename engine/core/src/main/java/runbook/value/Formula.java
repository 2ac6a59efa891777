package runbook.value;

import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.yaml.Computed;
import runbook.yaml.Node;

/** A scalar that an expression is computed for. */
final class Formula {

  private Formula() {}

  static boolean is(Node.Scalar scalar) {
    return scalar.value() instanceof Computed;
  }

  /** What it comes to with these variables. */
  static Object value(Node.Scalar scalar, Scope scope, Pass pass) {
    var term = new Condition.Term(scalar.at(0), scalar.raw());
    var expression = Expression.formula(term.text());
    int before = pass.problems().size();
    Conditions.check(term, expression, scope, pass);
    if (pass.problems().size() > before) {
      return Pass.FAULTY;
    }
    var view = new View(pass, term.at());
    try {
      var program = expression.program().orElseThrow();
      return plain(program.eval(name -> Optional.of(view.of(view.variable(scope, name)))));
    } catch (Unseen unseen) {
      return unseen.unknown();
    } catch (CelEvaluationException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof Unseen unseen) {
          return unseen.unknown();
        }
      }
      Conditions.explain(e, term, scope, view, pass);
      return Pass.FAULTY;
    }
  }

  /** CEL shows what is inside when it is looked at; from here on it is there. */
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
