package runbook.inventory;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import runbook.text.Position;
import runbook.text.Problems;
import runbook.text.Source;

/**
 * A program on this machine that prints an inventory.
 *
 * @param folder its working directory
 * @param patience how long it may take
 * @param notes told if it takes long
 */
record InventoryProgram(
    List<String> words, Path folder, Duration patience, Consumer<String> notes) {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration QUIET = Duration.ofSeconds(5);

  private static final Pattern ERROR = Pattern.compile("error[=:] ?\\d+,? \\(?([^()]+)\\)?");
  private static final int LIMIT = 16 * 1024 * 1024;
  private static final byte[] SCRIPT = {'#', '!'};
  private static final byte[] BINARY = {0x7f, 'E', 'L', 'F'};

  InventoryProgram(List<String> words, Path folder, Consumer<String> notes) {
    this(words, folder, PATIENCE, notes);
  }

  /**
   * Returns whether to run the file. Text files are not run even if they are executable by
   * accident.
   */
  static boolean is(Path file) {
    if (!Files.isRegularFile(file) || !Files.isExecutable(file)) {
      return false;
    }
    try (var in = Files.newInputStream(file)) {
      var start = in.readNBytes(BINARY.length);
      return Arrays.equals(start, BINARY)
          || Arrays.equals(Arrays.copyOf(start, SCRIPT.length), SCRIPT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return String.join(" ", words);
  }

  /** Runs the program and returns its output; empty after a problem, reported where it is named. */
  Optional<Source> output(Position named, Problems problems) {
    try {
      var process =
          new ProcessBuilder(words)
              .directory(folder.toAbsolutePath().toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .start();
      try {
        return output(process, named, problems);
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (IOException e) {
      problems.add(named, "'" + name() + "' cannot be run", why(e));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      problems.add(named, "'" + name() + "' was interrupted");
    }
    return Optional.empty();
  }

  private Optional<Source> output(Process process, Position named, Problems problems)
      throws InterruptedException {
    // Each stream has its own thread, since a full pipe would block the program.
    var out =
        CompletableFuture.supplyAsync(
            () -> text(process.getInputStream()), Thread::startVirtualThread);
    var err =
        CompletableFuture.supplyAsync(
            () -> text(process.getErrorStream()), Thread::startVirtualThread);
    if (!endsInTime(process)) {
      problems.add(
          named,
          "'%s' did not finish within %d s".formatted(name(), patience.toSeconds()),
          "run it by hand to see what it waits for");
      return Optional.empty();
    }
    if (process.exitValue() != 0) {
      var last = err.join().lines().filter(line -> !line.isBlank()).reduce((_, line) -> line);
      problems.add(
          named,
          "'%s' exited with %d".formatted(name(), process.exitValue()),
          last.map(line -> "it said: " + line.strip()).orElse(""));
      return Optional.empty();
    }
    if (out.join().length() > LIMIT) {
      problems.add(named, "'" + name() + "' printed more than 16 MiB");
      return Optional.empty();
    }
    return Optional.of(new Source(name(), out.join()));
  }

  private boolean endsInTime(Process process) throws InterruptedException {
    var quiet = QUIET.compareTo(patience) < 0 ? QUIET : patience.dividedBy(2);
    if (process.waitFor(quiet)) {
      return true;
    }
    notes.accept(
        "waiting for the inventory: '%s' is still running; the limit is %d s"
            .formatted(name(), patience.toSeconds()));
    return process.waitFor(patience.minus(quiet));
  }

  /** Returns the system's error without the local path. */
  private static String why(IOException e) {
    var said = ERROR.matcher(String.valueOf(e.getMessage()));
    return said.find() ? said.group(1) : "";
  }

  private static String text(InputStream in) {
    try (in) {
      return new String(in.readNBytes(LIMIT + 1), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
