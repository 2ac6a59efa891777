package runbook.modules.etcd;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import runbook.module.Unreadable;

/**
 * A part of what etcd answers as JSON. What is not there reads as empty, zero or false: etcd leaves
 * those out, and its versions differ in what they say.
 */
public record Json(Optional<Object> value) {

  /** JSON is YAML, and YAML we can read. */
  public static Json read(String text) throws Unreadable {
    try {
      return new Json(
          Optional.ofNullable(new Load(LoadSettings.builder().build()).loadFromString(text)));
    } catch (YamlEngineException e) {
      throw new Unreadable("this is not JSON: " + text.lines().findFirst().orElse(""));
    }
  }

  public Json at(String key) {
    return value.orElse("") instanceof Map<?, ?> map
        ? new Json(Optional.ofNullable(map.get(key)))
        : new Json(Optional.empty());
  }

  public List<Json> items() {
    return value.orElse("") instanceof List<?> list
        ? list.stream().map(item -> new Json(Optional.ofNullable(item))).toList()
        : List.of();
  }

  public List<String> texts() {
    return items().stream().map(Json::text).toList();
  }

  public String text() {
    return value.map(Object::toString).orElse("");
  }

  public boolean flag() {
    return text().equals("true");
  }

  /** Ids are unsigned: they come out as the same 64 bits. */
  public long number() {
    return text().matches("-?[0-9]+") ? new BigInteger(text()).longValue() : 0;
  }
}
