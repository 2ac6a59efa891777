package runbook.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads text files: UTF-8, of limited size. */
final class TextFileReader {

  static final int LIMIT = 3 * 1024 * 1024;

  private TextFileReader() {}

  static Optional<Source> read(Path file, String name, Position named, Problems problems) {
    byte[] bytes;
    try {
      if (Files.isDirectory(file)) {
        problems.add(named, "'" + name + "' is a folder, not a file");
        return Optional.empty();
      }
      try (var in = Files.newInputStream(file)) {
        bytes = in.readNBytes(LIMIT + 1);
      }
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
