package runbook.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import runbook.testkit.SshHost;

/** Plays a playbook on SSH servers that it starts itself, so that it can be tried anywhere. */
@Command(
    name = "demo",
    description = {
      "Checks and plays a playbook twice, on SSH servers that it starts on this machine.",
      "The servers listen on 127.0.0.1 and are gone afterwards; what the playbook wrote stays below"
          + " one folder, which is named at the end."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  private static final String OWN = "playbooks/site.yml";

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "PLAYBOOK", description = "instead of the demo's own")
  private Optional<Path> playbook = Optional.empty();

  @Option(
      names = "--hosts",
      defaultValue = "3",
      description = "how many hosts to start (${DEFAULT-VALUE})")
  private int count;

  @Override
  public Integer call() throws Exception {
    var file = playbook.orElse(Path.of(System.getProperty("runbook.home", "."), OWN));
    var folder = Files.createTempDirectory("runbook-demo");
    var servers = new ArrayList<SshHost>();
    try {
      for (int i = 0; i < count; i++) {
        servers.add(SshHost.start());
      }
      var inventory = folder.resolve("hosts.yml");
      Files.writeString(inventory, inventory(servers, folder));
      return act(file, inventory, folder);
    } finally {
      servers.forEach(SshHost::close);
    }
  }

  private int act(Path file, Path inventory, Path folder) throws IOException {
    var out = spec.commandLine().getOut();
    var acts =
        List.of(
            List.of("play", file.toString(), "-i", inventory.toString(), "--check"),
            List.of("play", file.toString(), "-i", inventory.toString()),
            List.of("play", file.toString(), "-i", inventory.toString(), "--detailed-exitcode"));
    for (var act : acts) {
      out.println("$ runbook " + String.join(" ", act));
      int status = run(act, out);
      out.println();
      if (status != ExitCode.DONE) {
        out.println("that was not to be expected (exit status %d)".formatted(status));
        return status;
      }
    }
    out.println("Look around in %s; remove it when you are done.".formatted(folder));
    try (var files = Files.walk(folder, 5)) {
      files.sorted(Comparator.naturalOrder()).forEach(path -> out.println("  " + path));
    }
    return ExitCode.DONE;
  }

  private int run(List<String> words, PrintWriter out) {
    return Main.run(words.toArray(String[]::new), out, spec.commandLine().getErr());
  }

  private static String inventory(List<SshHost> servers, Path folder) {
    var text = new StringBuilder("etcd:\n  hosts:\n");
    for (int i = 0; i < servers.size(); i++) {
      var server = servers.get(i);
      var name = "etcd" + (i + 1);
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
}
