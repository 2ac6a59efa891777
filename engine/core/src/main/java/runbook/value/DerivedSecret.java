package runbook.value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the value of an expression secret that has read secrets: no one can tell from a text
 * whether it was made of them.
 *
 * @param expression its text; a text that stands in it is no secret
 * @param secrets what it has read
 */
record DerivedSecret(String expression, Set<String> secrets, SecretMasker secretMasker) {

  Object of(Object value) {
    return switch (value) {
      case String text -> of(text);
      case List<?> list -> {
        var items = new ArrayList<>();
        list.forEach(item -> items.add(of(item)));
        yield Collections.unmodifiableList(items);
      }
      case Map<?, ?> map -> {
        var entries = new LinkedHashMap<Object, Object>();
        map.forEach((key, inner) -> {
          var _ = of(key);
          entries.put(key, of(inner));
        });
        yield Collections.unmodifiableMap(entries);
      }
      case null, default -> value;
    };
  }

  private boolean isWritten(String text) {
    return !secrets.contains(text)
        && (expression.contains("'" + text + "'") || expression.contains('"' + text + '"'));
  }

  private Object of(String text) {
    if (isWritten(text)) {
      return text;
    }
    secretMasker.add(text);
    if (!secrets.stream().allMatch(secretMasker::canFind)) {
      secretMasker.addMadeOfShort(text);
    }
    return new SecretText(text);
  }
}
