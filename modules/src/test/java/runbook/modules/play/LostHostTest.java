package runbook.modules.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import runbook.event.Event;
import runbook.testkit.NetworkRelay;
import runbook.testkit.OpenSshd;
import runbook.testkit.SilentHost;

/** One of three hosts is lost in the middle of a play; the others are not affected. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class LostHostTest {

  private static final String GONE = "lost the connection in the middle of a request";
  private static final String SILENT = ": it sent nothing for 12 s";
  private static final String LOOK =
      " (running commands may have completed; check the host and the network)";

  /** While the second host is busy, the test interferes. */
  private static final String SLOW =
      """
      - hosts: all
        tasks:
          - shell: echo > '{{ root }}/begun'; sleep {{ pause }}; echo >> '{{ root }}/done'
          - copy: { content: "all is well", dest: "{{ root }}/after" }
      """;

  @TempDir Path folder;
  private OpenSshd sshd;
  private SshdPlay sshdPlay;

  @BeforeEach
  void start() throws Exception {
    sshd = OpenSshd.withOwnTemporaryFolders(folder, 3, "50m");
    sshdPlay = new SshdPlay(folder);
    for (int i = 1; i <= 3; i++) {
      sshdPlay.host(i, sshd).with(i, "pause", i == 2 ? 4 : 1);
    }
  }

  @AfterEach
  void stop() {
    if (sshd != null) {
      sshd.close();
    }
  }

  private void assertOnlyWeb2IsLost(String why) throws Exception {
    var lost = sshdPlay.lost("web2");
    assertEquals(why, lost.replaceFirst("; this machine is busy, so it waited \\d+ s", ""));
    sshdPlay.assertDone("web1", 2);
    sshdPlay.assertDone("web3", 2);
    assertEquals(3, sshdPlay.exitCode());
    assertFalse(Files.exists(sshdPlay.root(2).resolve("after")));
    HostLeftovers.assertNone(sshd, folder);
  }

  @Test
  void sessionKilledDuringCommand() throws Exception {
    sshdPlay.playbook(SLOW);
    sshdPlay.begin();
    sshdPlay.await("the command runs", () -> Files.exists(sshdPlay.root(2).resolve("begun")));
    sshd.killSessions(OpenSshd.address(2));
    sshdPlay.end();
    assertOnlyWeb2IsLost("web2: " + GONE + LOOK);
    HostLeftovers.assertNothingRuns(sshd, OpenSshd.address(2));
  }

  @Test
  void sessionKilledDuringFileWrite() throws Exception {
    var big = Files.write(folder.resolve("big"), noise(3_000_000));
    var old = Files.writeString(sshdPlay.root(2).resolve("big"), "old");
    try (var networkRelay = NetworkRelay.to(OpenSshd.address(2), sshd.port(), 1_000_000)) {
      sshdPlay
          .with(2, "address", "127.0.0.1")
          .with(2, "port", networkRelay.port())
          .playbook(
              """
              - hosts: all
                tasks:
                  - copy: { src: "%s", dest: "{{ root }}/big" }
                  - copy: { content: "all is well", dest: "{{ root }}/after" }
              """
                  .formatted(big));
      sshdPlay.begin();
      sshdPlay.await("half of the file is there", () -> halfWritten(sshdPlay.root(2)));
      sshd.killSessions(OpenSshd.address(2));
      sshdPlay.end();
    }
    assertOnlyWeb2IsLost("web2: " + GONE + LOOK);
    assertEquals("old", Files.readString(old));
    assertEquals(3_000_000, Files.size(sshdPlay.root(3).resolve("big")));
    HostLeftovers.assertNothingRuns(sshd, OpenSshd.address(2));
  }

  /** Content that no compression makes smaller. */
  private static byte[] noise(int size) {
    var bytes = new byte[size];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  private static boolean halfWritten(Path folder) {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(".runbook-"))
          .anyMatch(file -> file.toFile().length() > 500_000);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void networkDroppedDuringCommand() throws Exception {
    try (var networkRelay = NetworkRelay.to(OpenSshd.address(2), sshd.port())) {
      sshdPlay
          .with(2, "address", "127.0.0.1")
          .with(2, "port", networkRelay.port())
          .heartbeat(Duration.ofSeconds(4))
          .playbook(SLOW);
      sshdPlay.begin();
      sshdPlay.await("the command runs", () -> Files.exists(sshdPlay.root(2).resolve("begun")));
      networkRelay.drop();
      sshdPlay.end();
    }
    assertOnlyWeb2IsLost("web2: " + GONE + SILENT + LOOK);
  }

  @Test
  void networkDroppedDuringFileWrite() throws Exception {
    var big = Files.write(folder.resolve("big"), noise(8_000_000));
    try (var networkRelay = NetworkRelay.to(OpenSshd.address(2), sshd.port(), 1_000_000)) {
      sshdPlay
          .with(2, "address", "127.0.0.1")
          .with(2, "port", networkRelay.port())
          .heartbeat(Duration.ofSeconds(4))
          .playbook(
              """
              - hosts: all
                tasks:
                  - copy: { src: "%s", dest: "{{ root }}/big" }
                  - copy: { content: "all is well", dest: "{{ root }}/after" }
              """
                  .formatted(big));
      sshdPlay.begin();
      sshdPlay.await("half of the file is there", () -> halfWritten(sshdPlay.root(2)));
      networkRelay.drop();
      sshdPlay.end();
    }
    assertOnlyWeb2IsLost("web2: " + GONE + SILENT + LOOK);
    assertFalse(Files.exists(sshdPlay.root(2).resolve("big")));
  }

  @Test
  void laterPlayConnectsAgainToLostHost() throws Exception {
    sshdPlay.playbook(
        SLOW
            + """
            - hosts: all
              tasks:
                - copy: { content: "the next play", dest: "{{ root }}/next" }
            """);
    sshdPlay.begin();
    sshdPlay.await("the command runs", () -> Files.exists(sshdPlay.root(2).resolve("begun")));
    sshd.killSessions(OpenSshd.address(2));
    sshdPlay.end();
    assertEquals("web2: " + GONE + LOOK, sshdPlay.lost("web2"));
    assertEquals(3, sshdPlay.exitCode(), "it is still told that a host was lost");
    assertFalse(Files.exists(sshdPlay.root(2).resolve("after")));
    assertEquals("the next play", Files.readString(sshdPlay.root(2).resolve("next")));
    assertTrue(
        sshdPlay.trialResult().events().stream()
            .anyMatch(event ->
                event instanceof Event.Warned(String host, String message)
                    && host.equals("web2")
                    && message.contains("was lost in an earlier play")));
    HostLeftovers.assertNone(sshd, folder);
  }

  @Test
  void hostAcceptsConnectionButDoesNotAnswer() throws Exception {
    try (var silent = SilentHost.start()) {
      sshdPlay
          .with(2, "address", "127.0.0.1")
          .with(2, "port", silent.port())
          .with(2, "connect_timeout", "2s")
          .playbook(SLOW);
      sshdPlay.play();
      assertOnlyWeb2IsLost(
          "web2: 127.0.0.1:%d accepted the connection, but sent nothing within 2 s"
                  .formatted(silent.port())
              + " (is it sshd that listens there?)");
      assertTrue(Files.notExists(sshdPlay.root(2).resolve("begun")));
    }
  }
}
