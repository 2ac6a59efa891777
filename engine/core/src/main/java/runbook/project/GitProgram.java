package runbook.project;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import runbook.text.Position;

/** Runs {@code git}, which knows the user's proxies, keys and credentials. */
final class GitProgram {

  private static final long PATIENCE_MINUTES = 10;

  /** What a hook or an alias that started this program has set for its own repository. */
  private static final List<String> OF_OTHERS =
      List.of(
          "GIT_DIR",
          "GIT_WORK_TREE",
          "GIT_INDEX_FILE",
          "GIT_OBJECT_DIRECTORY",
          "GIT_ALTERNATE_OBJECT_DIRECTORIES",
          "GIT_COMMON_DIR",
          "GIT_NAMESPACE",
          "GIT_PREFIX",
          "GIT_CONFIG");

  private GitProgram() {}

  /** The exit status and output of a call. */
  record GitResult(int status, byte[] out, String err) {

    boolean isDone() {
      return status == 0;
    }

    String text() {
      return new String(out, StandardCharsets.UTF_8);
    }

    /** Returns the line that says most about a failure. */
    String reason() {
      return err.lines()
          .filter(line -> line.startsWith("fatal:") || line.startsWith("error:"))
          .map(line -> line.replaceFirst("^(fatal|error): *", ""))
          .findFirst()
          .orElseGet(() -> err.lines().findFirst().orElse("git exits with " + status));
    }
  }

  /**
   * Runs git in a folder.
   *
   * @param at the place that is to blame if there is no git
   */
  static GitResult run(Path folder, Position at, List<String> arguments, byte[] input)
      throws GetFailure, InterruptedException {
    var command =
        new ArrayList<>(
            List.of("git", "-c", "core.hooksPath=/dev/null", "-c", "http.lowSpeedLimit=1"));
    // A server that says nothing for a minute is given up.
    command.addAll(List.of("-c", "http.lowSpeedTime=60"));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    OF_OTHERS.forEach(builder.environment()::remove);
    builder.environment().put("LC_ALL", "C");
    // A question that nobody sees would wait for ever.
    builder.environment().put("GIT_TERMINAL_PROMPT", "0");
    builder.environment().put("GIT_ALLOW_PROTOCOL", "https:ssh:file");
    try {
      return result(builder.start(), input);
    } catch (IOException e) {
      throw GetFailure.unavailable(
          at, "git cannot be run: " + e.getMessage(), "install it: apt-get install git");
    }
  }

  private static GitResult result(Process process, byte[] input)
      throws IOException, InterruptedException {
    var out = reading(process.getInputStream());
    var err = reading(process.getErrorStream());
    try (var in = process.getOutputStream()) {
      in.write(input);
    } catch (IOException e) {
      // It ended before it read all; its exit status says why.
    }
    try {
      if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        return new GitResult(
            -1, new byte[0], "nothing came for %d min".formatted(PATIENCE_MINUTES));
      }
      var text = new String(err.get(), StandardCharsets.UTF_8);
      return new GitResult(process.exitValue(), out.get(), text);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } finally {
      // After an interruption, too.
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static FutureTask<byte[]> reading(InputStream in) {
    var reading = new FutureTask<>(in::readAllBytes);
    Thread.ofVirtual().start(reading);
    return reading;
  }
}
