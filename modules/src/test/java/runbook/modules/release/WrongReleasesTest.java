package runbook.modules.release;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import runbook.schema.Modules;
import runbook.testkit.Golden;
import runbook.testkit.Sh;
import runbook.testkit.Trial;

/** What a user reads who asks for a release, or a file of the web, that cannot be. */
class WrongReleasesTest {

  private static final Path FOLDER = Path.of("src/test/resources/golden/release");

  @Test
  void isShownWhereItStandsBeforeAnythingIsDone() throws IOException {
    var trial =
        new Trial(
            Modules.load(List.of()),
            FOLDER.resolve("wrong.yml"),
            "all: { hosts: { a: { connection: local } } }",
            endpoint -> Sh.installed().getFirst().target(),
            List.of());
    var refused = assertThrows(AssertionError.class, trial::check);
    Golden.check(FOLDER.resolve("wrong.txt"), refused.getMessage() + "\n");
  }
}
