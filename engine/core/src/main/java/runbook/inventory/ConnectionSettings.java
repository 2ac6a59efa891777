package runbook.inventory;

import java.util.Map;
import java.util.Optional;
import runbook.yaml.Node;

/** How a host is reached, as written: values may still have variables in them. */
public record ConnectionSettings(Map<ConnectionSetting, Node> values) {

  public Optional<Node> get(ConnectionSetting connectionSetting) {
    return Optional.ofNullable(values.get(connectionSetting));
  }
}
