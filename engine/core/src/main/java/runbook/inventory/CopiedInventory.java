package runbook.inventory;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import runbook.text.Source;
import runbook.yaml.Node;

/**
 * Copies inventories: names, groups and variables stay the same, but connections lead to other
 * machines.
 */
public final class CopiedInventory {

  /** Settings that apply only to the connection to production. */
  private static final Set<ConnectionSetting> WAY =
      Set.of(
          ConnectionSetting.KEY,
          ConnectionSetting.PASSPHRASE,
          ConnectionSetting.PASSWORD,
          ConnectionSetting.CONNECTION,
          ConnectionSetting.JUMP,
          ConnectionSetting.HOST_KEYS,
          ConnectionSetting.KNOWN_HOSTS);

  private CopiedInventory() {}

  /** Returns a copy without connection settings. */
  public static Inventory withoutConnectionSettings(Inventory inventory) {
    return with(inventory, Map.of(), Map.of());
  }

  /**
   * Returns a copy that connects to the other machines.
   *
   * @param from the source to name in problems with these texts
   * @param addresses the addresses of hosts whose copy has a different one
   */
  public static Inventory of(
      Inventory inventory, String from, Path key, Path knownHosts, Map<String, String> addresses) {
    var source = new Source(from, "");
    var chosen = new LinkedHashMap<String, Node>();
    addresses.forEach((host, address) -> chosen.put(host, text(source, address)));
    return with(
        inventory,
        Map.of(
            ConnectionSetting.KEY, text(source, key.toString()),
            ConnectionSetting.KNOWN_HOSTS, text(source, knownHosts.toString())),
        chosen);
  }

  private static Inventory with(
      Inventory inventory, Map<ConnectionSetting, Node> way, Map<String, Node> addresses) {
    var hosts = new LinkedHashMap<String, Host>();
    for (var host : inventory.hosts().values()) {
      var settings = new EnumMap<ConnectionSetting, Node>(ConnectionSetting.class);
      settings.putAll(host.connectionSettings().values());
      settings.keySet().removeAll(WAY);
      settings.putAll(way);
      if (addresses.containsKey(host.name())) {
        settings.put(ConnectionSetting.ADDRESS, addresses.get(host.name()));
      }
      hosts.put(
          host.name(),
          new Host(
              host.name(),
              host.at(),
              host.vars(),
              host.groups(),
              new ConnectionSettings(settings)));
    }
    return new Inventory(hosts, inventory.groups());
  }

  private static Node text(Source source, String text) {
    return new Node.Scalar(source.whole(), text, text, false, false);
  }
}
