package runbook.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A fenced block of a Markdown file.
 *
 * @param info the text after the opening fence: the language, optionally a word for the tests
 */
record MarkdownBlock(String file, int line, String info, String text) {

  static final Path HOME = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern FENCED =
      Pattern.compile("^```([^\\n]*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  /** Returns the blocks of a file in the repository, in order. */
  static List<MarkdownBlock> of(String file) {
    var text = text(file);
    var blocks = new ArrayList<MarkdownBlock>();
    var fenced = FENCED.matcher(text);
    while (fenced.find()) {
      int line = 1 + (int) text.substring(0, fenced.start()).chars().filter(c -> c == '\n').count();
      blocks.add(new MarkdownBlock(file, line, fenced.group(1).strip(), fenced.group(2)));
    }
    return blocks;
  }

  static String text(String file) {
    try {
      return Files.readString(HOME.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names parameterized tests. */
  @Override
  public String toString() {
    return file + ":" + line;
  }
}
