package runbook.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import runbook.server.SshHost;

/**
 * Three SSH servers in this process as hosts, each below a folder of its own.
 *
 * @param inventory the file that says how they are reached
 */
record DemoServers(List<SshHost> servers, Path inventory) implements AutoCloseable {

  static DemoServers start(Path folder) throws IOException {
    var servers = new ArrayList<SshHost>();
    var text = new StringBuilder("etcd:\n  hosts:\n");
    for (int i = 1; i <= 3; i++) {
      var server = SshHost.start();
      servers.add(server);
      text.append(
          """
              etcd%d:
                address: 127.0.0.1
                port: %d
                key: %s
                known_hosts: %s
                root: %s
          """
              .formatted(
                  i, server.port(), server.key(), server.knownHosts(), folder.resolve("etcd" + i)));
    }
    return new DemoServers(servers, Files.writeString(folder.resolve("hosts.yml"), text));
  }

  @Override
  public void close() {
    servers.forEach(SshHost::close);
  }
}
