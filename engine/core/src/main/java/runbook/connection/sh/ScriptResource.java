package runbook.connection.sh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.stream.Collectors;

/** The sh resource files next to this class, with comments removed and placeholders filled in. */
enum ScriptResource {
  SHELL("shell.sh"),
  FOLDER("folder.sh"),
  FILE("file.sh"),
  GREETING("greeting.sh"),
  LEASE("lease.sh"),
  NOTES("notes.sh"),
  KILL("kill.sh"),
  CARRIERS("carriers.sh"),
  CARRY("carry.sh");

  private final String text;

  ScriptResource(String file) {
    try (var in = ScriptResource.class.getResourceAsStream(file)) {
      text =
          new String(in.readAllBytes(), UTF_8)
              .lines()
              .map(String::stripTrailing)
              .filter(line -> !line.isEmpty() && !line.stripLeading().startsWith("#"))
              .collect(Collectors.joining("\n", "", "\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String with(Map<String, String> words) {
    var filled = text;
    for (var word : words.entrySet()) {
      filled = filled.replace(word.getKey(), word.getValue());
    }
    return filled;
  }

  /** Quotes a word for sh. */
  static String quote(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
