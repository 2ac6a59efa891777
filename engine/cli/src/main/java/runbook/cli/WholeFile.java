package runbook.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a whole file at once, so that nobody reads half of it. */
final class WholeFile {

  private WholeFile() {}

  /** Writes a draft, which does not exist yet. */
  @FunctionalInterface
  interface DraftWriter {
    void write(Path draft) throws IOException;
  }

  static void put(Path file, DraftWriter draftWriter) throws IOException {
    var whole = file.toAbsolutePath();
    var draft =
        whole.resolveSibling("." + whole.getFileName() + "." + ProcessHandle.current().pid());
    try {
      Files.deleteIfExists(draft);
      draftWriter.write(draft);
      Files.move(draft, whole, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
