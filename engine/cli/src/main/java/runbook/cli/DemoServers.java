package runbook.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import runbook.inventory.Inventory;
import runbook.server.EmbeddedSshHost;

/**
 * SSH servers in this process that stand in for the hosts of an inventory, each in its own folder.
 *
 * @param inventory the inventory file with their connection settings
 */
record DemoServers(List<EmbeddedSshHost> servers, Path inventory) implements AutoCloseable {

  static DemoServers start(Path folder, Inventory hosts) throws IOException {
    var servers = new LinkedHashMap<String, EmbeddedSshHost>();
    hosts.hosts().keySet().forEach(name -> servers.put(name, EmbeddedSshHost.start()));
    var text = new StringBuilder();
    hosts.groups().entrySet().stream()
        .filter(group -> !group.getValue().isEmpty())
        .filter(group -> !group.getKey().equals(Inventory.ALL))
        .filter(group -> !group.getKey().equals(Inventory.UNGROUPED))
        .forEach(group -> text.append(group(folder, group, servers)));
    return new DemoServers(
        List.copyOf(servers.values()), Files.writeString(folder.resolve("hosts.yml"), text));
  }

  private static String group(
      Path folder, Map.Entry<String, List<String>> group, Map<String, EmbeddedSshHost> servers) {
    var text = new StringBuilder(group.getKey() + ":\n  hosts:\n");
    for (var name : group.getValue()) {
      var server = servers.get(name);
      text.append(
          """
              %s:
                address: 127.0.0.1
                port: %d
                key: %s
                known_hosts: %s
                root: %s
          """
              .formatted(
                  name, server.port(), server.key(), server.knownHosts(), folder.resolve(name)));
    }
    return text.toString();
  }

  @Override
  public void close() {
    servers.forEach(EmbeddedSshHost::close);
  }
}
