package runbook.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlayServerTest {

  @TempDir private Path folder;
  private PlayServerProcess server;

  @BeforeEach
  void start() throws IOException {
    var java = new ProcessBuilder(new ArrayList<>(LabHosts.java()));
    server = PlayServerProcess.start(java, Files.createFile(folder.resolve("log")));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private LabHosts.ProgramTranscript run(String... words) throws Exception {
    var said = folder.resolve("said");
    int status = server.run(said, List.of(words));
    return new LabHosts.ProgramTranscript(status, Files.readString(said));
  }

  @Test
  void eachCommandHasItsOwnStatusAndOutput() throws Exception {
    assertEquals(new LabHosts.ProgramTranscript(0, "runbook 0.1.0\n"), run("--version"));
    var wrong = run("dance");
    assertEquals(64, wrong.status());
    assertTrue(wrong.text().contains("dance"), wrong.text());
    assertFalse(wrong.text().contains("0.1.0"), "it has what another command printed");
    assertEquals(new LabHosts.ProgramTranscript(0, "runbook 0.1.0\n"), run("--version"));
    assertTrue(server.isAlive());
  }

  @Test
  void closedServerEnds() throws Exception {
    server.close();
    assertFalse(server.isAlive());
    assertThrows(IOException.class, () -> run("--version"));
  }

  @Test
  void interruptEndsCommand() {
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> run("--version"));
  }
}
