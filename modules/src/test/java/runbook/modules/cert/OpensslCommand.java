package runbook.modules.cert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Runs openssl in a folder. */
record OpensslCommand(Path folder) {

  /** Returns the output; openssl must succeed. */
  String run(String... words) {
    return run(0, words);
  }

  /** Returns the output; openssl must exit with this status. */
  String run(int status, String... words) {
    try {
      var all = Stream.concat(Stream.of("openssl"), Stream.of(words)).toList();
      var process = start(all);
      var text = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertEquals(status, process.waitFor(), () -> String.join(" ", all) + "\n" + text);
      return text;
    } catch (InterruptedException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Process start(List<String> words) {
    try {
      var process =
          new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true).start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      assumeTrue(false, "there is no openssl: " + e.getMessage());
      throw new IllegalStateException(e);
    }
  }
}
