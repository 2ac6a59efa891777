package runbook.testkit;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;

/**
 * Runs runbook commands one by one in one JVM, which saves tests the start of a JVM each time. A
 * {@link PlayServerProcess} starts and controls it.
 */
final class PlayServer {

  /** A service, because the commands are tested with this kit. */
  private static final ToolProvider RUNBOOK = ToolProvider.findFirst("runbook").orElseThrow();

  private final DataInputStream requests;
  private final DataOutputStream replies;

  private PlayServer(DataInputStream requests, DataOutputStream replies) {
    this.requests = requests;
    this.replies = replies;
  }

  /** Reads commands from standard input until its end. */
  public static void main(String[] arguments) throws IOException {
    // The output of commands goes to their logs, not into the replies.
    var server = new PlayServer(new DataInputStream(System.in), new DataOutputStream(System.out));
    System.setOut(System.err);
    server.serve();
    // Threads of libraries must not keep the JVM alive.
    System.exit(0);
  }

  private void serve() throws IOException {
    while (true) {
      Path log;
      try {
        log = Path.of(requests.readUTF());
      } catch (EOFException _) {
        return;
      }
      var words = new String[requests.readInt()];
      for (int i = 0; i < words.length; i++) {
        words[i] = requests.readUTF();
      }
      replies.writeInt(run(log, words));
      replies.flush();
    }
  }

  /** Runs a command like a separate process, with both outputs in the log. */
  private static int run(Path log, String[] words) throws IOException {
    var own = System.err;
    try (var print =
        new PrintStream(
            new BufferedOutputStream(Files.newOutputStream(log)), true, StandardCharsets.UTF_8)) {
      System.setOut(print);
      System.setErr(print);
      var writer = new PrintWriter(print, true, StandardCharsets.UTF_8);
      return RUNBOOK.run(writer, writer, words);
    } finally {
      System.setOut(own);
      System.setErr(own);
    }
  }
}
