package runbook.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import runbook.inventory.Inventory;
import runbook.lab.LabFailure;
import runbook.lab.LabFolder;
import runbook.lab.LabPrerequisites;
import runbook.lab.MirrorSource;
import runbook.text.Problems;
import runbook.text.Source;

/** Plays a playbook on hosts that it starts on this machine, so that anyone can try it. */
@Command(
    name = "demo",
    description = {
      "Checks a playbook, plays it, and plays it again, on three hosts of a lab on this machine.",
      "If no lab can run (it needs root on Linux), it explains why and starts SSH servers on"
          + " 127.0.0.1 instead."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  private static final String LAB = "demo";

  /** Creates and verifies a cluster, which needs hosts with systemd. */
  private static final String CLUSTER = "playbooks/site.yml";

  /** Writes files and starts nothing. */
  private static final String FILES = "playbooks/lay-out.yml";

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "PLAYBOOK", description = "play this instead")
  private Optional<Path> playbook = Optional.empty();

  @Option(names = "--servers", description = "use SSH servers, even if a lab can run")
  private boolean servers;

  private PrintWriter out;

  @Override
  public Integer call() throws Exception {
    out = spec.commandLine().getOut();
    if (!servers) {
      try {
        prepare();
        return inLab();
      } catch (LabFailure e) {
        out.println("no lab can run here: " + e.getMessage());
        if (!e.hint().isEmpty()) {
          out.println("hint: " + e.hint());
        }
        out.println("SSH servers inside this program stand in for the hosts\n");
      }
    }
    return onServers();
  }

  private void prepare() throws IOException, InterruptedException, LabFailure {
    LabPrerequisites.prepare(out::println);
    if (playbook.isEmpty()) {
      for (var source : MirrorSource.all()) {
        source.usual(out::println);
      }
    }
  }

  private int inLab() throws IOException, LabFailure {
    var inventory = own("inventory/demo.yml").toString();
    var acts = new ArrayList<>(List.of(List.of("lab", "up", "-i", inventory, "--name", LAB)));
    var there = new ArrayList<>(List.of("-i", inventory, "--lab=" + LAB));
    if (playbook.isEmpty()) {
      MirrorSource.all().forEach(s -> acts.add(List.of("lab", "mirror", s.name(), "--name", LAB)));
      // A certificate authority for the lab alone, removed with it.
      there.addAll(List.of("-e", "pki=" + LabFolder.of(LAB).path().resolve("pki")));
    }
    acts.addAll(plays(playbook.orElseGet(() -> own(CLUSTER)), there));
    int status = act(acts);
    out.println(status == ExitCode.DONE ? "The hosts go on running. Look around:" : "Look around:");
    out.println("  runbook lab status");
    var hosts = hosts("inventory/demo.yml").hosts().keySet().iterator();
    out.println("  runbook lab ssh --name demo " + hosts.next());
    out.println("  runbook lab exec --name demo %s -- journalctl -b".formatted(hosts.next()));
    out.println("  runbook lab shell --name demo");
    out.println("and remove everything when you are done: runbook lab down --name demo");
    return status;
  }

  private int onServers() throws IOException {
    var folder = Files.createTempDirectory("runbook-demo");
    try (var three = DemoServers.start(folder, hosts("inventory/local.yml"))) {
      var file = playbook.orElseGet(() -> own(FILES));
      // These hosts are gone afterwards, so there is nothing to resume.
      var there = List.of("-i", three.inventory().toString(), "--no-record");
      int status = act(plays(file, there));
      out.println("Look around in %s; remove it when you are done.".formatted(folder));
      try (var files = Files.walk(folder, 5)) {
        files.sorted().forEach(path -> out.println("  " + path));
      }
      return status;
    }
  }

  private static List<List<String>> plays(Path file, List<String> where) {
    return Stream.of(List.of("--check"), List.<String>of(), List.of("--detailed-exitcode"))
        .map(options ->
            Stream.of(List.of("play", file.toString()), where, options)
                .flatMap(List::stream)
                .toList())
        .toList();
  }

  /** Runs commands until one fails. */
  private int act(List<List<String>> acts) {
    for (var words : acts) {
      out.println("$ runbook " + String.join(" ", words));
      int status = Main.run(words.toArray(String[]::new), out, spec.commandLine().getErr());
      out.println();
      if (status != ExitCode.DONE) {
        out.println("this command should have succeeded (exit status %d)".formatted(status));
        return status;
      }
    }
    return ExitCode.DONE;
  }

  /** Returns the hosts of an inventory in this repository. */
  private static Inventory hosts(String name) throws IOException {
    var problems = new Problems();
    var text = new Source(name, Files.readString(own(name)));
    var hosts = Inventory.read(List.of(text), problems);
    if (!problems.none()) {
      throw new IllegalStateException(problems.all().toString());
    }
    return hosts;
  }

  /** Returns a file of this repository, relative to the working directory if possible. */
  private static Path own(String name) {
    var file = Path.of(System.getProperty("runbook.home", ".")).toAbsolutePath().resolve(name);
    var here = Path.of("").toAbsolutePath();
    return file.startsWith(here) ? here.relativize(file) : file;
  }
}
