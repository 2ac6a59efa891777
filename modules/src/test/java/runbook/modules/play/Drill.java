package runbook.modules.play;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import runbook.cli.ExitCode;
import runbook.connection.sh.Bounded;
import runbook.connection.ssh.Connectors;
import runbook.connection.ssh.Settings;
import runbook.event.Event;
import runbook.event.Failure;
import runbook.event.Outcome;
import runbook.schema.Modules;
import runbook.step.ShellTarget;
import runbook.testkit.OpenSshd;
import runbook.testkit.Trial;

/** A playbook and the hosts of a real sshd to play it on, and what is to be asked afterwards. */
final class Drill {

  private final Path folder;
  private final Map<Integer, Map<String, Object>> hosts = new TreeMap<>();
  private Duration heartbeat = Duration.ofSeconds(5);
  private Path playbook;
  private Bounded<Trial.Told> under;
  private Trial.Told told;

  Drill(Path folder) {
    this.folder = folder;
  }

  /** The server's host of this number, under the name of web and the number. */
  Drill host(int number, OpenSshd sshd) {
    hosts.put(number, new TreeMap<>());
    root(number).toFile().mkdirs();
    return with(number, "address", OpenSshd.address(number))
        .with(number, "port", sshd.port())
        .with(number, "key", sshd.key())
        .with(number, "known_hosts", sshd.knownHosts())
        .with(number, "root", root(number));
  }

  /** Says something else of a host in the inventory. */
  Drill with(int number, String key, Object value) {
    hosts.get(number).put(key, value);
    return this;
  }

  Path root(int number) {
    return folder.resolve("web" + number);
  }

  Drill heartbeat(Duration every) {
    heartbeat = every;
    return this;
  }

  Drill playbook(String text) throws IOException {
    playbook = Files.writeString(folder.resolve("site.yml"), text);
    return this;
  }

  Drill playbook(Path file) {
    playbook = file;
    return this;
  }

  String inventory() {
    return hosts.entrySet().stream()
        .map(host -> "    web%d: %s\n".formatted(host.getKey(), flow(host.getValue())))
        .collect(joining("", "etcd:\n  hosts:\n", ""));
  }

  private static String flow(Map<String, Object> values) {
    return values.entrySet().stream()
        .map(e -> "%s: %s".formatted(e.getKey(), e.getValue()))
        .collect(joining(", ", "{ ", " }"));
  }

  Trial.Told play() throws IOException, InterruptedException {
    return carryOut(false);
  }

  Trial.Told check() throws IOException, InterruptedException {
    return carryOut(true);
  }

  Trial.Told told() {
    return told;
  }

  private Trial.Told carryOut(boolean check) throws IOException, InterruptedException {
    var user = System.getProperty("user.name");
    var settings = new Settings(folder, user, Optional.empty(), heartbeat, _ -> {});
    try (var connectors = new Connectors(settings)) {
      return carryOut(connectors, check);
    }
  }

  Trial.Told play(Connectors connectors) throws IOException, InterruptedException {
    return carryOut(connectors, false);
  }

  private Trial.Told carryOut(Connectors connectors, boolean check)
      throws IOException, InterruptedException {
    try (var modules = Modules.load(List.of())) {
      var trial =
          new Trial(
              modules,
              playbook,
              inventory(),
              endpoint -> new ShellTarget(connectors.connect(endpoint)),
              List.of());
      told = check ? trial.check() : trial.play();
      return told;
    }
  }

  /** Begins to play, for {@link #await} and {@link #end}. */
  void begin() {
    under = Bounded.start("play", this::play);
  }

  void end() throws Exception {
    under.await(Duration.ofSeconds(240));
  }

  /** Waits for a moment in the middle of the play. */
  void await(String what, Supplier<Boolean> moment) throws Exception {
    for (long end = System.nanoTime() + 120_000_000_000L; !moment.get(); ) {
      if (under.over(Duration.ofMillis(5))) {
        end();
        throw new AssertionError("over before it came to this: " + what);
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("not within 120 s: " + what);
      }
    }
  }

  int exitCode() {
    return ExitCode.of(told.tally(), false);
  }

  /** Why a host was lost. */
  String lost(String host) {
    return told.events().stream()
        .flatMap(e -> e instanceof Event.HostLost lost ? Stream.of(lost) : Stream.of())
        .filter(lost -> lost.host().equals(host))
        .map(lost -> lost.message() + " (" + lost.hint() + ")")
        .collect(joining("; "));
  }

  /** What failed on a host. */
  Failure failure(String host) {
    return told.events().stream()
        .flatMap(e -> e instanceof Event.StepEnded ended ? Stream.of(ended) : Stream.of())
        .filter(ended -> ended.host().equals(host))
        .flatMap(
            e -> e.outcome() instanceof Outcome.Failed f ? Stream.of(f.failure()) : Stream.of())
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing failed on " + host + ": " + told));
  }

  /** The host got to the end, and this many of its steps changed something. */
  void assertDone(String host, int changed) {
    var counts = told.tally().hosts().get(host);
    assertEquals(Optional.empty(), counts.end(), host);
    assertEquals(0, counts.failed(), host);
    assertEquals(changed, counts.changed(), host);
  }
}
