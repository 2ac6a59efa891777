package runbook.modules.etcd;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import runbook.module.Unreadable;

/**
 * A part of a JSON answer of etcd. Missing values read as empty, zero or false, because etcd omits
 * those, and its versions differ in the fields they have.
 */
public record JsonValue(Optional<Object> value) {

  /** JSON has no aliases, which could refer to the value that they are in. */
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setMaxAliasesForCollections(0).build();

  private static final String NUMBER = "-?[0-9]{1,40}";

  /** Reads JSON with the YAML reader: JSON is YAML. */
  public static JsonValue read(String text) throws Unreadable {
    try {
      return new JsonValue(Optional.ofNullable(new Load(SETTINGS).loadFromString(text)));
    } catch (RuntimeException | StackOverflowError e) {
      // The reader throws several kinds of exceptions, and descends as deep as the text is nested.
      throw new Unreadable("this is not JSON: " + text.lines().findFirst().orElse(""));
    }
  }

  public JsonValue at(String key) {
    return value.orElse("") instanceof Map<?, ?> map
        ? new JsonValue(Optional.ofNullable(map.get(key)))
        : new JsonValue(Optional.empty());
  }

  public List<JsonValue> items() {
    return value.orElse("") instanceof List<?> list
        ? list.stream().map(item -> new JsonValue(Optional.ofNullable(item))).toList()
        : List.of();
  }

  public List<String> texts() {
    return items().stream().map(JsonValue::text).toList();
  }

  public String text() {
    return value.map(Object::toString).orElse("");
  }

  public boolean flag() {
    return text().equals("true");
  }

  /** Returns a number; an unsigned id keeps its 64 bits. */
  public long number() {
    return text().matches(NUMBER) ? new BigInteger(text()).longValue() : 0;
  }
}
