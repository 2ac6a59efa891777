package runbook.value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A text that must not be shown: a value tagged as secret, or one made of such a value. Variables
 * hold it instead of a String, so that whatever uses it knows.
 *
 * @param isComposed whether only parts of it are secret, which are masked in any output
 */
public record SecretText(String text, boolean isComposed) {

  public SecretText(String text) {
    this(text, false);
  }

  /** Returns the same value with all texts in it secret; numbers and flags stay as they are. */
  public static Object of(Object value) {
    return switch (value) {
      case String text -> new SecretText(text);
      case SecretText(String text, _) -> new SecretText(text);
      case List<?> list -> {
        var items = new ArrayList<Object>();
        list.forEach(item -> items.add(of(item)));
        yield Collections.unmodifiableList(items);
      }
      case Map<?, ?> map -> {
        var entries = new LinkedHashMap<Object, Object>();
        map.forEach((key, inner) -> entries.put(key, of(inner)));
        yield Collections.unmodifiableMap(entries);
      }
      case null, default -> value;
    };
  }

  /** Returns the mask, so that a message that contains the value does not show it. */
  @Override
  public String toString() {
    return SecretMasker.MASK;
  }
}
