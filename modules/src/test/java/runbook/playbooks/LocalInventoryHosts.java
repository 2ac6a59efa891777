package runbook.playbooks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import runbook.connection.Connector;
import runbook.connection.ssh.HostConnector;
import runbook.connection.ssh.SshSettings;
import runbook.schema.ModuleRegistry;
import runbook.server.EmbeddedSshHost;
import runbook.step.ShellTarget;
import runbook.step.Target;
import runbook.testkit.PlaybookTrial;

/** The hosts of {@code inventory/local.yml}, reached without a network or by SSH. */
final class LocalInventoryHosts implements AutoCloseable {

  static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  static final List<String> HOSTS = List.of("etcd1", "etcd2", "etcd3");

  private static final ModuleRegistry MODULES = ModuleRegistry.load(List.of());

  private final Connector connector = new HostConnector(SshSettings.own(System.err::println));
  private final Map<String, EmbeddedSshHost> servers = new ConcurrentHashMap<>();

  /** Plays on this machine, with one shell per host. */
  PlaybookTrial here(Path playbook, Path root) {
    return trial(playbook, root, e -> new ShellTarget(connector.connect(e)));
  }

  /** Plays on SSH servers that it starts. */
  PlaybookTrial overSsh(Path playbook, Path root) {
    return trial(
        playbook,
        root,
        e -> {
          var server = servers.computeIfAbsent(e.host(), _ -> EmbeddedSshHost.start());
          return new ShellTarget(connector.connect(server.endpoint(e.host())));
        });
  }

  /**
   * Plays below a folder.
   *
   * @param root gets a folder for each host
   */
  private static PlaybookTrial trial(Path playbook, Path root, Target.Opener opener) {
    try {
      var inventory = Files.readString(HOME.resolve("inventory/local.yml"));
      var below = "{root: \"%s/{{ inventory_hostname }}\"}".formatted(root);
      return new PlaybookTrial(MODULES, playbook, inventory, opener, List.of(below));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    connector.close();
    servers.values().forEach(EmbeddedSshHost::close);
  }
}
