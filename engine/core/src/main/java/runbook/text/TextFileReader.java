package runbook.text;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads text files: UTF-8, of limited size. */
final class TextFileReader {

  static final int LIMIT = 3 * 1024 * 1024;

  /** How long a pipe may be silent, such as one of `-e @<(a program)`. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private TextFileReader() {}

  static Optional<Source> read(Path file, String name, Position named, Problems problems) {
    byte[] bytes;
    try {
      if (Files.isDirectory(file)) {
        problems.add(named, "'" + name + "' is a folder, not a file");
        return Optional.empty();
      }
      bytes = Files.isRegularFile(file) ? bytes(file) : bytesInTime(file);
    } catch (TimeoutException _) {
      problems.add(
          named,
          "'%s' is not a plain file, and nothing came from it within %d s"
              .formatted(name, PATIENCE.toSeconds()));
      return Optional.empty();
    } catch (NoSuchFileException _) {
      problems.add(named, "there is no file '" + name + "'", "looked for " + file);
      return Optional.empty();
    } catch (AccessDeniedException _) {
      problems.add(
          named,
          "'" + name + "' cannot be read: permission denied",
          "check the permissions of " + file);
      return Optional.empty();
    } catch (IOException e) {
      problems.add(named, "'" + name + "' cannot be read: " + e.getMessage());
      return Optional.empty();
    }
    if (bytes.length > LIMIT) {
      problems.add(named, "'" + name + "' is larger than 3 MiB", "split it into several files");
      return Optional.empty();
    }
    return decode(bytes, name, problems);
  }

  private static byte[] bytes(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(LIMIT + 1);
    }
  }

  /** Reads a pipe or device, which may be silent for ever. */
  private static byte[] bytesInTime(Path file) throws IOException, TimeoutException {
    var reading = new FutureTask<>(() -> bytes(file));
    Thread.ofPlatform().daemon().name("reading " + file).start(reading);
    try {
      return reading.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private static Optional<Source> decode(byte[] bytes, String name, Problems problems) {
    var in = ByteBuffer.wrap(bytes);
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(in).toString();
      return Optional.of(new Source(name, text.startsWith("\uFEFF") ? text.substring(1) : text));
    } catch (CharacterCodingException _) {
      // The lenient text has its first replacement character at the position where the strict
      // decoder stopped.
      var lenient = new Source(name, new String(bytes, StandardCharsets.UTF_8));
      var before = new String(bytes, 0, in.position(), StandardCharsets.UTF_8);
      int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
      var start = before.substring(before.lastIndexOf('\n') + 1);
      problems.add(
          lenient.at(line, start.codePointCount(0, start.length()) + 1),
          "this is not UTF-8",
          "save the file as UTF-8");
      return Optional.empty();
    }
  }
}
