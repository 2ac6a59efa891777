package runbook.journal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import runbook.value.SecretText;

/** Writes secret texts within a sealed value, so that they are secret again when it is read. */
final class SecretValues {

  private static final String WHOLE = "!secret";
  private static final String COMPOSED = "!composed";

  private SecretValues() {}

  static boolean areIn(Object value) {
    return switch (value) {
      case SecretText _ -> true;
      case List<?> list -> list.stream().anyMatch(SecretValues::areIn);
      case Map<?, ?> map -> map.values().stream().anyMatch(SecretValues::areIn);
      case null, default -> false;
    };
  }

  /** Replaces each secret text by a map that marks it. */
  static Object marked(Object value) {
    return switch (value) {
      case SecretText(String text, boolean isComposed) ->
          Map.of(isComposed ? COMPOSED : WHOLE, text);
      case List<?> list -> {
        var items = new ArrayList<Object>();
        list.forEach(item -> items.add(marked(item)));
        yield items;
      }
      case Map<?, ?> map -> {
        var entries = new LinkedHashMap<Object, Object>();
        map.forEach((key, inner) -> entries.put(key, marked(inner)));
        yield entries;
      }
      case null, default -> value;
    };
  }

  /** Replaces each such map by the secret text. */
  static Object unmarked(Object value) {
    return switch (value) {
      case List<?> list -> {
        var items = new ArrayList<Object>();
        list.forEach(item -> items.add(unmarked(item)));
        yield items;
      }
      case Map<?, ?> map when map.size() == 1 && map.get(WHOLE) instanceof String text ->
          new SecretText(text);
      case Map<?, ?> map when map.size() == 1 && map.get(COMPOSED) instanceof String text ->
          new SecretText(text, true);
      case Map<?, ?> map -> {
        var entries = new LinkedHashMap<Object, Object>();
        map.forEach((key, inner) -> entries.put(key, unmarked(inner)));
        yield entries;
      }
      case null, default -> value;
    };
  }
}
