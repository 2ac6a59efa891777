package runbook.inventory;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import runbook.text.Source;
import runbook.yaml.Node;

/**
 * An inventory whose hosts have doubles: names, groups and variables are the same, and how to log
 * in is another.
 */
public final class Doubled {

  /** What holds for the way to production only. */
  private static final Set<Setting> WAY =
      Set.of(
          Setting.KEY,
          Setting.PASSPHRASE,
          Setting.PASSWORD,
          Setting.CONNECTION,
          Setting.JUMP,
          Setting.HOST_KEYS,
          Setting.KNOWN_HOSTS);

  private Doubled() {}

  /** Without the way to production. */
  public static Inventory bare(Inventory inventory) {
    return with(inventory, Map.of(), Map.of());
  }

  /**
   * With the way to the doubles.
   *
   * @param from what to name where one of these texts is wrong
   * @param addresses of those hosts whose doubles have another one
   */
  public static Inventory of(
      Inventory inventory, String from, Path key, Path knownHosts, Map<String, String> addresses) {
    var source = new Source(from, "");
    var chosen = new LinkedHashMap<String, Node>();
    addresses.forEach((host, address) -> chosen.put(host, text(source, address)));
    return with(
        inventory,
        Map.of(
            Setting.KEY, text(source, key.toString()),
            Setting.KNOWN_HOSTS, text(source, knownHosts.toString())),
        chosen);
  }

  private static Inventory with(
      Inventory inventory, Map<Setting, Node> way, Map<String, Node> addresses) {
    var hosts = new LinkedHashMap<String, Host>();
    for (var host : inventory.hosts().values()) {
      var settings = new EnumMap<Setting, Node>(Setting.class);
      settings.putAll(host.settings().values());
      settings.keySet().removeAll(WAY);
      settings.putAll(way);
      if (addresses.containsKey(host.name())) {
        settings.put(Setting.ADDRESS, addresses.get(host.name()));
      }
      hosts.put(
          host.name(),
          new Host(host.name(), host.at(), host.vars(), host.groups(), new Settings(settings)));
    }
    return new Inventory(hosts, inventory.groups());
  }

  private static Node text(Source source, String text) {
    return new Node.Scalar(source.whole(), text, text, false, false);
  }
}
