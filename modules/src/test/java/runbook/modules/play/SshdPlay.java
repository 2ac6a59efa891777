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
import runbook.connection.sh.TimedTask;
import runbook.connection.ssh.HostConnector;
import runbook.connection.ssh.SshSettings;
import runbook.event.Event;
import runbook.event.Failure;
import runbook.event.StepOutcome;
import runbook.schema.ModuleRegistry;
import runbook.step.ShellTarget;
import runbook.testkit.OpenSshd;
import runbook.testkit.PlaybookTrial;

/** A playbook, the hosts of a real sshd to play it on, and checks of the result. */
final class SshdPlay {

  private final Path folder;
  private final Map<Integer, Map<String, Object>> hosts = new TreeMap<>();
  private Duration heartbeat = Duration.ofSeconds(5);
  private Path playbook;
  private TimedTask<PlaybookTrial.TrialResult> under;
  private PlaybookTrial.TrialResult trialResult;

  SshdPlay(Path folder) {
    this.folder = folder;
  }

  /** Adds the host with this number of the server, named web and the number. */
  SshdPlay host(int number, OpenSshd sshd) {
    hosts.put(number, new TreeMap<>());
    root(number).toFile().mkdirs();
    return with(number, "address", OpenSshd.address(number))
        .with(number, "port", sshd.port())
        .with(number, "key", sshd.key())
        .with(number, "known_hosts", sshd.knownHosts())
        .with(number, "root", root(number));
  }

  /** Changes the settings of a host in the inventory. */
  SshdPlay with(int number, String key, Object value) {
    hosts.get(number).put(key, value);
    return this;
  }

  Path root(int number) {
    return folder.resolve("web" + number);
  }

  SshdPlay heartbeat(Duration every) {
    heartbeat = every;
    return this;
  }

  SshdPlay playbook(String text) throws IOException {
    playbook = Files.writeString(folder.resolve("site.yml"), text);
    return this;
  }

  SshdPlay playbook(Path file) {
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

  PlaybookTrial.TrialResult play() throws IOException, InterruptedException {
    return carryOut(false);
  }

  PlaybookTrial.TrialResult check() throws IOException, InterruptedException {
    return carryOut(true);
  }

  PlaybookTrial.TrialResult trialResult() {
    return trialResult;
  }

  private PlaybookTrial.TrialResult carryOut(boolean check)
      throws IOException, InterruptedException {
    var user = System.getProperty("user.name");
    var sshSettings = new SshSettings(folder, user, Optional.empty(), heartbeat, _ -> {});
    try (var hostConnector = new HostConnector(sshSettings)) {
      return carryOut(hostConnector, check);
    }
  }

  PlaybookTrial.TrialResult play(HostConnector hostConnector)
      throws IOException, InterruptedException {
    return carryOut(hostConnector, false);
  }

  private PlaybookTrial.TrialResult carryOut(HostConnector hostConnector, boolean check)
      throws IOException, InterruptedException {
    try (var moduleRegistry = ModuleRegistry.load(List.of())) {
      var playbookTrial =
          new PlaybookTrial(
              moduleRegistry,
              playbook,
              inventory(),
              endpoint -> new ShellTarget(hostConnector.connect(endpoint)),
              List.of());
      trialResult = check ? playbookTrial.check() : playbookTrial.play();
      return trialResult;
    }
  }

  /** Starts the play, for {@link #await} and {@link #end}. */
  void begin() {
    under = TimedTask.start("play", this::play);
  }

  void end() throws Exception {
    under.await(Duration.ofMinutes(4));
  }

  /** Waits for a moment in the middle of the play. */
  void await(String what, Supplier<Boolean> moment) throws Exception {
    for (long end = System.nanoTime() + 120_000_000_000L; !moment.get(); ) {
      if (under.endsWithin(Duration.ofMillis(5))) {
        end();
        throw new AssertionError("over before it came to this: " + what);
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("not within 120 s: " + what);
      }
    }
  }

  int exitCode() {
    return ExitCode.of(trialResult.tally(), false);
  }

  /** Returns the reason why a host was lost. */
  String lost(String host) {
    return trialResult.events().stream()
        .flatMap(e -> e instanceof Event.HostLost lost ? Stream.of(lost) : Stream.of())
        .filter(lost -> lost.host().equals(host))
        .map(lost -> lost.message() + " (" + lost.hint() + ")")
        .collect(joining("; "));
  }

  /** Returns the first failure on a host. */
  Failure failure(String host) {
    return trialResult.events().stream()
        .flatMap(e -> e instanceof Event.StepEnded ended ? Stream.of(ended) : Stream.of())
        .filter(ended -> ended.host().equals(host))
        .flatMap(e ->
            e.stepOutcome() instanceof StepOutcome.Failed f ? Stream.of(f.failure()) : Stream.of())
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing failed on " + host + ": " + trialResult));
  }

  /** Checks that the host finished, and that this many steps changed something. */
  void assertDone(String host, int changed) {
    var hostCounts = trialResult.tally().hosts().get(host);
    assertEquals(Optional.empty(), hostCounts.end(), host);
    assertEquals(0, hostCounts.failed(), host);
    assertEquals(changed, hostCounts.changed(), host);
  }
}
