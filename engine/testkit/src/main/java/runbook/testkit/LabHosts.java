package runbook.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import runbook.inventory.CopiedInventory;
import runbook.inventory.Inventory;
import runbook.lab.LabCommandRunner;
import runbook.lab.LabFailure;
import runbook.lab.LabFolder;
import runbook.lab.LabHardware;
import runbook.lab.LabHost;
import runbook.lab.LabMirror;
import runbook.lab.MirrorSource;
import runbook.plan.PlannedHost;
import runbook.plan.Planner;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.value.SecretMasker;

/** The hosts of a lab for tests, removed afterwards. */
public final class LabHosts implements AutoCloseable {

  /** The URL where hosts and plays find the files of {@link NeedsLab#mirror}. */
  public static final String MIRROR = LabMirror.URL;

  private final LabFolder folder;
  private final Path inventory;
  private final Optional<Releases> releases;
  private Optional<PlayServerProcess> server = Optional.empty();

  private LabHosts(LabFolder folder, Path inventory, Optional<Releases> releases) {
    this.folder = folder;
    this.inventory = inventory;
    this.releases = releases;
  }

  /** A folder with releases from a source, for the mirror. */
  record Releases(MirrorSource source, Path folder) {}

  /** The exit status of a program and the text of both its outputs. */
  public record ProgramTranscript(int status, String text) {}

  /** A running program. */
  public record StartedProgram(Process process, Path log) {

    public String text() {
      try {
        return Files.readString(log);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Waits for its end; if the test times out, the exception contains the output so far. */
    public ProgramTranscript end() throws InterruptedException {
      try {
        int status = process.waitFor();
        return new ProgramTranscript(status, text());
      } catch (InterruptedException e) {
        process.destroy();
        throw late(text(), e);
      }
    }
  }

  private static InterruptedException late(String text, InterruptedException cause) {
    var told = new InterruptedException("it is still running; its output so far:\n" + text);
    told.initCause(cause);
    return told;
  }

  /** Brings up the hosts of an inventory, given as text, and a mirror with these releases. */
  static LabHosts up(String inventory, Optional<Releases> releases) {
    try {
      var root = Files.createTempDirectory("runbook-lab-test");
      var file = Files.writeString(root.resolve("hosts.yml"), inventory);
      var hosts = new LabHosts(new LabFolder(root.resolve("lab").resolve("test")), file, releases);
      try {
        hosts.upAgain();
        if (releases.isPresent()) {
          new LabMirror(hosts.folder).share(releases.get().folder());
        }
      } catch (LabFailure e) {
        hosts.close();
        throw e;
      }
      return hosts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (LabFailure | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Creates missing parts and trusts the current host keys. */
  public void upAgain() throws IOException, InterruptedException, LabFailure {
    // The server may be in a network that is no longer the lab's.
    closeServer();
    var problems = new Problems();
    var text = new Source(inventory.toString(), Files.readString(inventory));
    var bare = CopiedInventory.withoutConnectionSettings(Inventory.read(List.of(text), problems));
    var planned = Planner.hosts(bare, Inventory.ALL, new SecretMasker(), problems);
    if (!problems.none()) {
      throw new IllegalArgumentException(problems.all().toString());
    }
    lab().up(planned.stream().map(PlannedHost::endpoint).toList(), "a test", System.out::println);
  }

  static String numbered(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> "    host%d: { address: 10.77.0.%d }\n".formatted(i, 10 + i))
        .collect(Collectors.joining("", "all:\n  vars: { user: root }\n  hosts:\n", ""));
  }

  public LabFolder folder() {
    return folder;
  }

  public runbook.lab.Lab lab() {
    return new runbook.lab.Lab(folder);
  }

  /** Returns the versions in the mirror, oldest first. */
  public List<String> releases() throws IOException {
    return releases.orElseThrow().source().versions(folder.mirror());
  }

  /** Returns the simulated hardware. */
  public LabHardware hardware() {
    return new LabHardware(folder);
  }

  public List<String> names() throws IOException {
    return lab().hosts().stream().map(LabHost::name).toList();
  }

  /** Runs a command on a host as root, without using its network. */
  public ProgramTranscript exec(String host, String... command)
      throws IOException, InterruptedException, LabFailure {
    return start(new LabCommandRunner(folder).onHost(host, List.of(command))).end();
  }

  /** Runs a command from the lab's network. */
  public ProgramTranscript within(String... command)
      throws IOException, InterruptedException, LabFailure {
    return start(new LabCommandRunner(folder).inNetwork(List.of(command))).end();
  }

  /** Logs in as this user and runs a command. */
  public ProgramTranscript ssh(String user, String host, String command)
      throws IOException, InterruptedException, LabFailure {
    return start(new LabCommandRunner(folder).ssh(user + "@" + host, List.of(command))).end();
  }

  /** Runs runbook with these arguments in a new process and waits for its end. */
  public ProgramTranscript runbook(String... words) throws IOException, InterruptedException {
    return startRunbook(List.of(words)).end();
  }

  /** Plays a playbook on the hosts, in a JVM that stays for the next play. */
  public ProgramTranscript play(Path playbook, String... options)
      throws IOException, InterruptedException {
    var log = log();
    try {
      int status = server().run(log, words(playbook, options));
      return new ProgramTranscript(status, Files.readString(log));
    } catch (InterruptedException e) {
      throw late(Files.readString(log), e);
    }
  }

  /**
   * Starts a play in a new process, which enters the lab by itself. The test can meanwhile disturb
   * the process or a host.
   */
  public StartedProgram startPlay(Path playbook, String... options) throws IOException {
    return startRunbook(words(playbook, options));
  }

  private List<String> words(Path playbook, String... options) {
    var words =
        new ArrayList<>(
            List.of("play", playbook.toString(), "-i", inventory.toString(), "--lab=test"));
    words.addAll(List.of(options));
    return words;
  }

  private StartedProgram startRunbook(List<String> words) throws IOException {
    var command = new ArrayList<>(java());
    command.add("runbook.cli.Main");
    command.addAll(words);
    return start(command);
  }

  static List<String> java() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"));
  }

  private Path log() throws IOException {
    return Files.createTempFile(folder.path().getParent().getParent(), "said", ".txt");
  }

  private PlayServerProcess server() throws IOException {
    if (server.filter(PlayServerProcess::isAlive).isEmpty()) {
      closeServer();
      try {
        var inside = builder(new LabCommandRunner(folder).inNetwork(java()));
        server = Optional.of(PlayServerProcess.start(inside, log()));
      } catch (LabFailure e) {
        throw new IllegalStateException(e);
      }
    }
    return server.get();
  }

  private void closeServer() throws IOException {
    if (server.isPresent()) {
      server.get().close();
      server = Optional.empty();
    }
  }

  private StartedProgram start(List<String> command) throws IOException {
    var log = log();
    var process = builder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    process.getOutputStream().close();
    return new StartedProgram(process, log);
  }

  private ProcessBuilder builder(List<String> command) {
    var builder = new ProcessBuilder(command);
    builder.environment().put("RUNBOOK_LAB", folder.path().getParent().toString());
    return builder;
  }

  @Override
  public void close() throws IOException {
    closeServer();
    try {
      lab().down();
    } catch (LabFailure | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    var root = inventory.getParent();
    try (var files = Files.list(root)) {
      for (var file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(root);
  }
}
