package runbook.modules.etcd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runbook.modules.etcd.verify.MemberReport.AnonymousAccess;

/** Tests that the answer of a port shows whether it accepts clients without certificates. */
class AnonymousAccessTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "true, TLSv1.3, REFUSED",
    "true, TLSv1.2, REFUSED",
    "false, TLSv1.3, LET_IN",
    "false, TLSv1.2, LET_IN"
  })
  void anonymousAccessIsDetected(boolean insists, String version, AnonymousAccess expected)
      throws Exception {
    try (var server = TlsServer.start(folder, insists, version)) {
      var hand = AnonymousHandshake.at(server.address(), "client");
      assertEquals(expected, hand.anonymousAccess());
      assertEquals("CN=it", hand.certificates().getFirst().subject());
    }
  }
}
