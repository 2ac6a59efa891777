package runbook.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabHostsTest {

  @TempDir private Path folder;

  private LabHosts.StartedProgram start(String script) throws Exception {
    var log = Files.createFile(folder.resolve("said"));
    var process = new ProcessBuilder("sh", "-c", script).redirectOutput(log.toFile()).start();
    return new LabHosts.StartedProgram(process, log);
  }

  @Test
  void outputAndStatusOfProgramAreReturned() throws Exception {
    assertEquals(new LabHosts.ProgramTranscript(3, "done\n"), start("echo done; exit 3").end());
  }

  @Test
  void timeoutShowsOutputOfProgram() throws Exception {
    var startedProgram = start("echo half way; exec sleep 60");
    while (startedProgram.text().isEmpty()) {
      Thread.onSpinWait();
    }
    Thread.currentThread().interrupt();
    var late = assertThrows(InterruptedException.class, startedProgram::end);
    assertTrue(late.getMessage().contains("half way"), late.getMessage());
    assertEquals(128 + 15, startedProgram.process().waitFor());
  }
}
