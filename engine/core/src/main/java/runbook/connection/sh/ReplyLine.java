package runbook.connection.sh;

import java.util.List;

/**
 * A line of a host that begins with the mark.
 *
 * @param line the whole line, for messages
 * @param words the words after the mark
 */
record ReplyLine(String line, String mark, List<String> words) {

  private static final int MOST_DIGITS = 15;

  static ReplyLine of(String line, String mark) throws UnreadableReply {
    if (!line.startsWith(mark + " ")) {
      throw UnreadableReply.line(line, mark);
    }
    return new ReplyLine(line, mark, List.of(line.substring(mark.length() + 1).split(" ", -1)));
  }

  String kind() {
    return words.getFirst();
  }

  String word(int index) throws UnreadableReply {
    if (index >= words.size()) {
      throw unexpected();
    }
    return words.get(index);
  }

  /** Returns the words from an index on, with the spaces between them. */
  String rest(int index) throws UnreadableReply {
    word(index);
    return String.join(" ", words.subList(index, words.size()));
  }

  /** Returns a word that consists of digits, which is safe in a script for another shell. */
  String digits(int index) throws UnreadableReply {
    if (!isNumber(word(index))) {
      throw unexpected();
    }
    return word(index);
  }

  int number(int index, int most) throws UnreadableReply {
    long number = Long.parseLong(digits(index));
    if (number > most) {
      throw unexpected();
    }
    return (int) number;
  }

  UnreadableReply unexpected() {
    return UnreadableReply.line(line, mark);
  }

  /** Reports whether a text is a number that fits into a {@code long} and is not negative. */
  static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() <= MOST_DIGITS
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
