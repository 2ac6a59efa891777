package runbook.modules.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import runbook.cli.ExitCode;
import runbook.connection.Endpoint;
import runbook.connection.LeaseTaken;
import runbook.connection.Unreachable;
import runbook.connection.sh.LocalConnector;
import runbook.connection.sh.ShellConnection;
import runbook.event.Event;
import runbook.event.StepOutcome;
import runbook.schema.ModuleRegistry;
import runbook.step.ShellTarget;
import runbook.step.Target;
import runbook.testkit.PlaybookTrial;

/** Plays playbooks on hosts that lie in ten thousand ways, beside one that does not. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class LyingHostsTest {

  private static final int REPLIES = 10_000;
  private static final int LIARS = 200;

  private static final String PLAYBOOK =
      """
      - hosts: all
        tasks:
          - copy: { content: hello, dest: "ROOT/hello" }
          - lineinfile: { path: "ROOT/hello", regexp: "h(.*)o", line: hello }
          - command: id
            register: it
            changed_when: it.stdout.matches('^(a|b)*$')
          - stat: { path: "ROOT/hello" }
            register: seen
          - file: { path: "ROOT/folder", state: directory, mode: "0700" }
      """;

  @TempDir Path folder;
  private final AtomicInteger replies = new AtomicInteger();
  private final AtomicLong seeds = new AtomicLong();

  @Test
  void liarsFailAndHonestHostFinishes() throws Exception {
    var playbook = folder.resolve("site.yml");
    Files.writeString(playbook, PLAYBOOK.replace("ROOT", folder.toString()));
    var liars =
        IntStream.range(0, LIARS)
            .mapToObj(i -> "    liar%d: {}\n".formatted(i))
            .collect(Collectors.joining());
    var inventory = "all:\n  hosts:\n    honest: { connection: local }\n" + liars;
    try (var moduleRegistry = ModuleRegistry.load(List.of());
        var localConnector = new LocalConnector()) {
      var playbookTrial =
          new PlaybookTrial(
              moduleRegistry,
              playbook,
              inventory,
              endpoint -> open(endpoint, localConnector),
              List.of());
      while (replies.get() < REPLIES) {
        check(playbookTrial.play());
      }
    }
  }

  private Target open(Endpoint endpoint, LocalConnector localConnector)
      throws LeaseTaken, Unreachable, InterruptedException {
    if (endpoint.host().equals("honest")) {
      return new ShellTarget(localConnector.connect(endpoint));
    }
    var lyingTransport = new LyingTransport(seeds.incrementAndGet(), replies);
    return new ShellTarget(
        ShellConnection.open(
            endpoint.host(), lyingTransport, "sh", Duration.ofMinutes(1), Optional.empty()));
  }

  private static void check(PlaybookTrial.TrialResult trialResult) {
    var honest = trialResult.tally().hosts().get("honest");
    assertEquals(Optional.empty(), honest.end());
    assertEquals(0, honest.failed());
    int status = ExitCode.of(trialResult.tally(), false);
    assertTrue(status == ExitCode.FAILED || status == ExitCode.UNREACHABLE, "status " + status);
    trialResult.events().forEach(LyingHostsTest::assertNoInternalError);
  }

  /** A lie must be understood as one; that the engine also catches what is not is a second net. */
  private static void assertNoInternalError(Event event) {
    var said =
        switch (event) {
          case Event.StepEnded(_, _, StepOutcome.Failed(var failure, _), _) ->
              failure.message() + "\n" + failure.hint();
          case Event.HostLost(_, String message, _) -> message;
          case Event.HostStopped(_, String why) -> why;
          case Event.HostInterrupted(_, String goesOn) -> goesOn;
          case Event.Warned(_, String message) -> message;
          default -> "";
        };
    assertTrue(!said.contains("internal error") && !said.contains("Exception"), said);
  }
}
