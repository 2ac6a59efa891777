package runbook.connection.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.testkit.OpenSshd;

/** A program that is abandoned while it prints does not end the others on the host. */
class AbandonedProgramTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int PROGRAMS = 40;

  @TempDir Path folder;

  @Test
  void sessionOutlivesProgramsThatAreAbandonedWhileTheyPrint() throws Exception {
    try (var sshd = OpenSshd.start(folder, "ed25519");
        var client = SshClient.setUpDefaultClient()) {
      client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
      client.setUnknownChannelReferenceHandler(new ClosedChannelMessages());
      client.start();
      try (var session = login(client, sshd)) {
        for (int i = 0; i < PROGRAMS; i++) {
          var channel = ExecChannel.create(session, "cat /dev/zero");
          channel.open().verify(LONG);
          assertEquals(50_000, channel.getInvertedOut().readNBytes(50_000).length);
          var program = new SshProgram(channel);
          program.close();
          assertThrows(IOException.class, () -> program.input().write(1));
          program.input().close();
          assertTrue(session.isOpen(), "after program " + i);
        }
      }
    }
  }

  private static ClientSession login(SshClient client, OpenSshd sshd) throws Exception {
    var user = System.getProperty("user.name");
    var session = client.connect(user, "127.0.0.1", sshd.port()).verify(LONG).getSession();
    try (var in = Files.newInputStream(sshd.key())) {
      SecurityUtils.loadKeyPairIdentities(session, NamedResource.ofName("key"), in, null)
          .forEach(session::addPublicKeyIdentity);
    }
    session.auth().verify(LONG);
    return session;
  }
}
