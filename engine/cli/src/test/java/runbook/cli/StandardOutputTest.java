package runbook.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** Output that could not be written fails the program. */
class StandardOutputTest {

  private final StringWriter err = new StringWriter();

  private int status(OutputStream out, int status) {
    var output = new StandardOutput(out);
    var writer = output.writer();
    writer.println("all is well");
    return output.exitStatus(status, new PrintWriter(err, true));
  }

  private static OutputStream full() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException("No space left on device");
      }
    };
  }

  @Test
  void writtenOutputLeavesTheStatusAsItIs() {
    var out = new ByteArrayOutputStream();
    assertEquals(ExitCode.DONE, status(out, ExitCode.DONE));
    assertEquals("all is well\n", out.toString(UTF_8));
    assertEquals("", err.toString());
  }

  @Test
  void fullDiskTurnsSuccessIntoFailureAndSaysWhy() {
    assertEquals(ExitCode.UNAVAILABLE, status(full(), ExitCode.DONE));
    assertEquals(
        "runbook: not all output could be written: No space left on device\n", err.toString());
  }

  @Test
  void failedTaskIsTheMoreImportantNews() {
    assertEquals(ExitCode.FAILED, status(full(), ExitCode.FAILED));
  }
}
