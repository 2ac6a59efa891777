package runbook.modules.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import runbook.testkit.OpenSshd;

/**
 * Two hosts whose login runs a program that lies, in different ways, and two that do not lie. The
 * honest ones finish.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class LyingLoginShellTest {

  /** Passes on what a real shell says, line by line, and changes what the case wants. */
  private static final String LIAR =
      """
      #!/bin/sh
      sh | while IFS= read -r line; do
        case $line in
          CASE
        esac
        printf '%s\\n' "$line"
      done
      """;

  private static final String PLAYBOOK =
      """
      - hosts: all
        tasks:
          - copy: { content: hello, dest: "{{ root }}/hello" }
          - command: cat {{ root }}/hello
            register: said
          - copy: { content: "{{ said.stdout }} again", dest: "{{ root }}/again" }
      """;

  @TempDir Path folder;
  private final List<OpenSshd> servers = new ArrayList<>();

  @AfterEach
  void stop() {
    servers.forEach(OpenSshd::close);
  }

  private SshdPlay hosts(String... lies) throws Exception {
    var sshdPlay = new SshdPlay(folder);
    sshdPlay.host(1, server("honest")).with(1, "address", "127.0.0.1");
    sshdPlay.host(2, servers.getFirst()).with(2, "address", "127.0.0.1");
    for (int i = 0; i < lies.length; i++) {
      var sshd = server("liar" + i);
      var program =
          Files.createFile(
              folder.resolve("lie" + i),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Files.writeString(program, LIAR.replace("CASE", lies[i]));
      var keys = folder.resolve("liar" + i).resolve("authorized_keys");
      Files.writeString(keys, "command=\"%s\" %s".formatted(program, Files.readString(keys)));
      sshdPlay.host(3 + i, sshd).with(3 + i, "address", "127.0.0.1");
    }
    return sshdPlay.playbook(PLAYBOOK);
  }

  private OpenSshd server(String name) throws Exception {
    servers.add(OpenSshd.start(Files.createDirectory(folder.resolve(name)), "ed25519"));
    return servers.getLast();
  }

  private static void assertHonestHostsFinished(SshdPlay sshdPlay) throws Exception {
    for (int number = 1; number <= 2; number++) {
      sshdPlay.assertDone("web" + number, 3);
      assertEquals("hello again", Files.readString(sshdPlay.root(number).resolve("again")));
    }
  }

  @Test
  void hostsThatBreakProtocolAreLost() throws Exception {
    var sshdPlay =
        hosts(
            "*' part 1 0') line=\"${line% 0} abc\" ;;",
            "*' part 1 0') line=\"${line% 0} 99999999999999\" ;;",
            "*' part 1 0') while :; do printf '%s\\n' \"$line\"; done ;;",
            "*' part 1 0') yes x | tr -d '\\n' ;;",
            "*' sizes') printf '%s\\n' \"$line\"; yes ;;",
            "*' start '*) line=\"$(printf '\\033[2J\\007')$line\" ;;",
            "*' ready '*) line=\"${line%% ready*} ready ; -1\" ;;");
    sshdPlay.play();
    assertHonestHostsFinished(sshdPlay);
    assertEquals(3, sshdPlay.exitCode());
    for (int number = 3; number <= 9; number++) {
      var lost = sshdPlay.lost("web" + number);
      assertTrue(lost.contains("its answer is not understood: "), number + ": " + lost);
      assertTrue(lost.contains("the host must not be trusted") || number == 9, lost);
      assertTrue(lost.chars().noneMatch(c -> c < ' '), lost);
    }
  }

  @Test
  void hostsWhoseStateIsNotUnderstoodFail() throws Exception {
    // As long as before, so that the sizes are still right.
    var sshdPlay = hosts("absent) line=\"$(printf '\\033[2Jxx')\" ;;");
    sshdPlay.play();
    assertHonestHostsFinished(sshdPlay);
    assertEquals(1, sshdPlay.exitCode());
    var failure = sshdPlay.failure("web3").message();
    assertTrue(failure.contains(sshdPlay.root(3) + "/hello cannot be read: unexpected"), failure);
  }
}
