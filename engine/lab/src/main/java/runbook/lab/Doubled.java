package runbook.lab;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import runbook.inventory.Host;
import runbook.inventory.Inventory;
import runbook.inventory.Setting;
import runbook.inventory.Settings;
import runbook.text.Source;
import runbook.yaml.Node;

/**
 * An inventory whose hosts are reached as those of a lab: names, groups, variables and addresses
 * are the same, and how to log in is the lab's.
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

  /** Without the way to production, as a lab is drawn after it. */
  public static Inventory bare(Inventory inventory) {
    return with(inventory, Map.of(), Map.of());
  }

  public static Inventory of(Inventory inventory, LabFolder folder, List<LabHost> hosts) {
    var chosen = new LinkedHashMap<String, Node>();
    var source = new Source("the lab " + folder.name(), "");
    for (var host : hosts) {
      if (host.moved()) {
        chosen.put(host.name(), text(source, host.address()));
      }
    }
    return with(
        inventory,
        Map.of(
            Setting.KEY, text(source, folder.key().toString()),
            Setting.KNOWN_HOSTS, text(source, folder.knownHosts().toString())),
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
