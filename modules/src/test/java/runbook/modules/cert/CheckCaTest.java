package runbook.modules.cert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.module.Want;

class CheckCaTest {

  @TempDir Path folder;

  @Test
  void missingOwnAuthorityIsAcceptedAndNotMade() {
    var pki = folder.resolve("pki");
    assertEquals(List.of(), new CheckCa(CaExamples.own(pki)).wants());
    assertFalse(Files.exists(pki));
  }

  @Test
  void externalAuthorityIsNeverMade() {
    var cert = folder.resolve("ca.pem");
    var key = folder.resolve("ca-key.pem");
    var expected =
        new Want.Refuse(
            "there is no file %s on the controller".formatted(cert),
            "an existing authority is never made: put its certificate at %s and its private key at %s"
                .formatted(cert, key));
    assertEquals(
        List.of(expected), new CheckCa(CaExamples.external(cert, key, Optional.empty())).wants());
  }
}
