package runbook.modules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import runbook.journal.RunFolder;

/** The journals of the runs of a project, for tests that kill a run at a line of its journal. */
public record ProjectJournals(Path project) {

  /** Returns all that are kept, the latest last. */
  public List<Path> all() throws IOException {
    return RunFolder.of(project).all();
  }

  public Optional<Path> latest() throws IOException {
    return all().stream().reduce((_, later) -> later);
  }

  public static long lines(Path journal) throws IOException {
    try (var lines = Files.lines(journal)) {
      return lines.count();
    }
  }

  /**
   * Waits until a run has a new journal with this many lines, or has ended. The number of journals
   * tells nothing, since the oldest are removed.
   *
   * @param before the latest journal before the run
   */
  public void awaitLine(Optional<Path> before, long line, BooleanSupplier isAlive)
      throws IOException, InterruptedException {
    while (isAlive.getAsBoolean() && !hasLine(before, line)) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  private boolean hasLine(Optional<Path> before, long line) throws IOException {
    var latest = latest();
    return latest.isPresent() && !latest.equals(before) && lines(latest.get()) >= line;
  }
}
