package runbook.run;

import java.util.Optional;

/**
 * A line that a host has noted about a task.
 *
 * @param word what happened, such as {@code changed} or {@code done}
 * @param millis the controller's clock
 */
record HostNote(String word, String key, long millis) {

  /** Parses a line; empty if it is something else, such as the first line of a file. */
  static Optional<HostNote> parse(String line) {
    var words = line.split(" ", 4);
    try {
      return words.length < 3
          ? Optional.empty()
          : Optional.of(new HostNote(words[0], words[1], Long.parseLong(words[2])));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
