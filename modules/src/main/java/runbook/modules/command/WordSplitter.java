package runbook.modules.command;

import java.util.ArrayList;
import java.util.List;

/** Splits a command into words as a shell does, but expands nothing. */
final class WordSplitter {

  private final String text;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;

  private WordSplitter(String text) {
    this.text = text;
  }

  static List<String> of(String text) {
    return new WordSplitter(text).split();
  }

  private List<String> split() {
    for (int i = 0; i < text.length(); ) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c)) {
        end();
        i++;
      } else {
        inWord = true;
        i = take(c, i);
      }
    }
    end();
    return List.copyOf(words);
  }

  private int take(char c, int at) {
    return switch (c) {
      case '\'' -> single(at + 1);
      case '"' -> quoted(at + 1);
      case '\\' -> escaped(at + 1);
      default -> {
        word.append(c);
        yield at + 1;
      }
    };
  }

  private int single(int from) {
    int end = text.indexOf('\'', from);
    if (end < 0) {
      throw open("'");
    }
    word.append(text, from, end);
    return end + 1;
  }

  /** Within double quotes a backslash escapes only special characters. */
  private int quoted(int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        return i + 1;
      }
      if (c == '\\' && i + 1 < text.length() && "\"\\$`".indexOf(text.charAt(i + 1)) >= 0) {
        i++;
      }
      word.append(text.charAt(i));
    }
    throw open("\"");
  }

  private int escaped(int from) {
    if (from == text.length()) {
      throw new IllegalArgumentException("the command ends with a backslash");
    }
    word.append(text.charAt(from));
    return from + 1;
  }

  private void end() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }

  private static IllegalArgumentException open(String quote) {
    return new IllegalArgumentException("the command has an unclosed %s".formatted(quote));
  }
}
