package runbook.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Runs programs on this machine to their end and collects their output. */
public final class ProgramRunner {

  private static final long PATIENCE_MINUTES = 10;

  /** The exit status after Ctrl-C, which reaches the program and this process. */
  private static final int INTERRUPTED = 130;

  private ProgramRunner() {}

  /** Returns the output; throws if the program fails. */
  public static String run(List<String> command)
      throws IOException, InterruptedException, LabFailure {
    var programResult = attempt(command);
    if (programResult.status() == INTERRUPTED) {
      throw new LabFailure(
          "interrupted", "repeat the command to continue; 'runbook lab down' removes everything");
    }
    if (programResult.status() != 0) {
      throw new LabFailure(
          "%s failed: %s".formatted(String.join(" ", command), programResult.err().strip()), "");
    }
    return programResult.out();
  }

  /** The exit status and output of a program. */
  public record ProgramResult(int status, String out, String err) {}

  public static ProgramResult attempt(List<String> command)
      throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).start();
    process.getOutputStream().close();
    var err = new FutureTask<>(() -> text(process.getErrorStream()));
    Thread.ofVirtual().start(err);
    var out = text(process.getInputStream());
    if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    try {
      return new ProgramResult(process.waitFor(), out, err.get());
    } catch (ExecutionException e) {
      throw new IOException(e);
    }
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  static List<String> words(List<String> first, String... more) {
    var words = new ArrayList<>(first);
    words.addAll(List.of(more));
    return words;
  }
}
