package runbook.modules.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import runbook.testkit.OpenSshd;

/** One of two hosts fails, because of a full disk or a timeout; the other finishes. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class FailedHostTest {

  @TempDir Path folder;
  private OpenSshd full;
  private OpenSshd roomy;
  private SshdPlay sshdPlay;

  @BeforeEach
  void start() throws Exception {
    roomy = OpenSshd.start(Files.createDirectory(folder.resolve("roomy")), "ed25519");
    full = OpenSshd.withOwnTemporaryFolders(folder, 2, "1m");
    sshdPlay = new SshdPlay(folder).host(1, roomy).with(1, "address", "127.0.0.1").host(2, full);
  }

  @AfterEach
  void stop() {
    Stream.of(roomy, full).filter(Objects::nonNull).forEach(OpenSshd::close);
  }

  @Test
  void fullDiskFailsWriteAndKeepsOldFile() throws Exception {
    var big = Files.write(folder.resolve("big"), new byte[2_000_000]);
    Files.createDirectories(full.files().resolve("var/tmp/data"));
    Files.writeString(full.files().resolve("var/tmp/data/big"), "old");
    sshdPlay
        .with(2, "root", "/var/tmp/data")
        .playbook(
            """
            - hosts: all
              tasks:
                - copy: { src: "%s", dest: "{{ root }}/big" }
            """
                .formatted(big));
    sshdPlay.play();
    var failure = sshdPlay.failure("web2");
    assertEquals(
        "cannot write /var/tmp/data/big: write error: No space left on device", failure.message());
    sshdPlay.assertDone("web1", 1);
    assertEquals(1, sshdPlay.exitCode());
    try (var left = Files.list(full.files().resolve("var/tmp/data"))) {
      assertEquals(List.of("big"), left.map(file -> file.getFileName().toString()).toList());
    }
    assertEquals("old", Files.readString(full.files().resolve("var/tmp/data/big")));
    HostLeftovers.assertNone(full, folder);
  }

  @Test
  void commandWhoseOutputFillsDiskFails() throws Exception {
    sshdPlay.playbook(
        """
        - hosts: all
          tasks:
            - shell: head -c 3000000 /dev/zero | tr '\\0' x; echo after
              when: inventory_hostname == 'web2'
            - copy: { content: "all is well", dest: "{{ root }}/after" }
        """);
    sshdPlay.play();
    var failure = sshdPlay.failure("web2");
    assertEquals("web2: no space for temporary files", failure.message());
    assertEquals(
        "free up space on the host, in /tmp, /var/tmp, /dev/shm, /run or the home folder",
        failure.hint());
    assertWeb2FailedAlone();
  }

  @Test
  void commandThatTakesTooLongIsKilled() throws Exception {
    sshdPlay.playbook(
        """
        - hosts: all
          tasks:
            - command: sleep 100
              timeout: 2s
              when: inventory_hostname == 'web2'
            - copy: { content: "all is well", dest: "{{ root }}/after" }
        """);
    sshdPlay.play();
    var failure = sshdPlay.failure("web2");
    assertEquals("did not finish within 2 s and was killed", failure.message());
    assertEquals("give the task a longer timeout, or find out why it hangs", failure.hint());
    assertWeb2FailedAlone();
  }

  private void assertWeb2FailedAlone() throws Exception {
    sshdPlay.assertDone("web1", 1);
    assertEquals(1, sshdPlay.exitCode());
    assertFalse(Files.exists(sshdPlay.root(2).resolve("after")));
    HostLeftovers.assertNothingRuns(full, OpenSshd.address(2));
    HostLeftovers.assertNone(full, folder);
  }
}
