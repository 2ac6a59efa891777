package runbook.modules.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import runbook.testkit.OpenSshd;

/** Tests delegation on three hosts of a real sshd and this machine. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class DelegationOnHostsTest {

  @TempDir Path folder;
  private OpenSshd sshd;
  private SshdPlay sshdPlay;

  @BeforeEach
  void start() throws Exception {
    sshd = OpenSshd.start(Files.createDirectory(folder.resolve("sshd")), "ed25519");
    sshdPlay = new SshdPlay(folder);
    for (int number = 1; number <= 3; number++) {
      sshdPlay.host(number, sshd).with(number, "address", "127.0.0.1");
    }
  }

  @AfterEach
  void stop() {
    if (sshd != null) {
      sshd.close();
    }
  }

  @Test
  void resultOfRunOnceOnControllerIsSharedByAllHosts() throws Exception {
    sshdPlay.playbook(
        """
        - hosts: all
          tasks:
            - name: Make the token
              command: { cmd: "sh -c 'echo $$ > %1$s/token'", creates: "%1$s/token" }
              run_once: true
              delegate_to: localhost
            - name: Read it
              command: cat %1$s/token
              register: token
              changed_when: false
              run_once: true
              delegate_to: localhost
            - name: Write it
              copy: { content: "{{ token.stdout }}", dest: "{{ root }}/token" }
        """
            .formatted(folder));
    assertEquals(
        List.of(
            "web1: Make the token on localhost",
            "web1: Write it",
            "web2: Write it",
            "web3: Write it"),
        sshdPlay.play().changes());
    for (int number = 1; number <= 3; number++) {
      assertEquals(
          Files.readString(folder.resolve("token")).strip(),
          Files.readString(sshdPlay.root(number).resolve("token")));
    }
    assertEquals(List.of(), sshdPlay.play().changes());
  }

  @Test
  void checkModePredictsDelegatedChangesOfEarlierHosts() throws Exception {
    sshdPlay.playbook(
        """
        - hosts: all,!web3
          vars: { there: "{{ hostvars.web3.root }}/of" }
          tasks:
            - { name: folder, file: { path: "{{ there }}", state: directory }, delegate_to: web3 }
            - name: entry
              copy: { content: "{{ inventory_hostname }}", dest: "{{ there }}/{{ host.name }}" }
              delegate_to: web3
            - { name: look, stat: { path: "{{ there }}/web1" }, register: it, delegate_to: web3 }
        """);
    var predicted = sshdPlay.check().changes().stream().map(c -> c.replaceFirst("web\\d", "web"));
    var done = sshdPlay.play().changes().stream().map(c -> c.replaceFirst("web\\d", "web"));
    assertEquals(predicted.sorted().toList(), done.sorted().toList());
    assertEquals("web2", Files.readString(sshdPlay.root(3).resolve("of/web2")));
    assertFalse(Files.exists(sshdPlay.root(1).resolve("of")));
    assertEquals(List.of(), sshdPlay.play().changes());
  }

  @Test
  void unreachableDelegateFailsDelegatedSteps() throws Exception {
    try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      sshdPlay.with(3, "port", closed.getLocalPort()).with(3, "connect_timeout", "1s");
    }
    sshdPlay.playbook(
        """
        - hosts: all,!web3
          tasks:
            - { command: "true", delegate_to: web3, run_once: true }
            - command: "true"
        """);
    sshdPlay.play();
    var failure = sshdPlay.failure("web1");
    assertEquals("it is delegated to web3: ", failure.message().substring(0, 25));
    assertEquals(
        "'command true' failed on web1",
        sshdPlay.trialResult().tally().hosts().get("web2").end().get());
    assertEquals(1, sshdPlay.exitCode());
  }
}
