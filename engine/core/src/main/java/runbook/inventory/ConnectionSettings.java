package runbook.inventory;

import java.util.Map;
import java.util.Optional;
import runbook.yaml.Node;

/** The connection settings of a host, as written. Values may still contain variables. */
public record ConnectionSettings(Map<ConnectionSetting, Node> values) {

  public Optional<Node> get(ConnectionSetting connectionSetting) {
    return Optional.ofNullable(values.get(connectionSetting));
  }
}
