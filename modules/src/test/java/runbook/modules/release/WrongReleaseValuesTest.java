package runbook.modules.release;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import runbook.schema.ModuleRegistry;
import runbook.testkit.GoldenFile;
import runbook.testkit.LocalShell;
import runbook.testkit.PlaybookTrial;

/** Compares the errors for invalid releases and URLs. */
class WrongReleaseValuesTest {

  private static final Path FOLDER = Path.of("src/test/resources/golden/release");

  @Test
  void wrongValueIsReportedAtItsPositionBeforeRun() throws IOException {
    var playbookTrial =
        new PlaybookTrial(
            ModuleRegistry.load(List.of()),
            FOLDER.resolve("wrong.yml"),
            "all: { hosts: { a: { connection: local } } }",
            endpoint -> LocalShell.installed().getFirst().target(),
            List.of());
    var refused = assertThrows(AssertionError.class, playbookTrial::check);
    GoldenFile.check(FOLDER.resolve("wrong.txt"), refused.getMessage() + "\n");
  }
}
