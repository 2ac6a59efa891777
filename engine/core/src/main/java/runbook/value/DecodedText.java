package runbook.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.BitSet;

/**
 * A text without the characters that quoting, escaping and wrapping add. Each of its characters
 * knows where it comes from.
 */
final class DecodedText {

  private final StringBuilder letters = new StringBuilder();
  private final int[] from;
  private final int[] to;

  private DecodedText(int length) {
    this.from = new int[length];
    this.to = new int[length];
  }

  /** Returns the text as it is. */
  static DecodedText same(String text) {
    var same = new DecodedText(text.length());
    for (int i = 0; i < text.length(); i++) {
      same.add(text.charAt(i), i, i + 1);
    }
    return same;
  }

  /** Returns the text without whitespace, quotes, backslashes and list marks. */
  static DecodedText unquoted(String text) {
    var unquoted = new DecodedText(text.length());
    for (int i = 0, next; i < text.length(); i = next) {
      next = i + 1;
      char letter = text.charAt(i);
      if (letter == '\\' && next < text.length()) {
        int digits = escapeDigits(text.charAt(next));
        int code = digits == 0 ? -1 : code(text, next + 1, digits);
        if (code >= 0) {
          next += 1 + digits;
          letter = (char) code;
        } else {
          letter = control(text.charAt(next));
          next++;
        }
      }
      if (text.charAt(i) == '\n') {
        next = afterMargin(text, next);
      } else if (!isDropped(letter)) {
        unquoted.add(letter, i, next);
      }
    }
    return unquoted;
  }

  /** Skips the mark of a list or a bar before a line, which a report adds. */
  private static int afterMargin(String text, int lineStart) {
    int at = lineStart;
    while (at < text.length() && (text.charAt(at) == ' ' || isMark(text, at))) {
      at++;
    }
    return at;
  }

  private static boolean isMark(String text, int at) {
    boolean isMark = text.charAt(at) == '-' || text.charAt(at) == '|';
    return isMark && at + 1 < text.length() && text.charAt(at + 1) == ' ';
  }

  /** Returns the text as a URL means it, and then unquoted. */
  static DecodedText ofAddress(String text) {
    var bytes = new ByteArrayOutputStream();
    var address = new DecodedText(text.length());
    for (int i = 0; i < text.length(); i++) {
      int code = text.charAt(i) == '%' ? code(text, i + 1, 2) : -1;
      if (code >= 0) {
        bytes.write(code);
        boolean more = i + 3 < text.length() && text.charAt(i + 3) == '%';
        int following = more ? code(text, i + 4, 2) : -1;
        boolean isComplete = following < 0x80 || following >= 0xC0;
        if (isComplete) {
          var decoded = bytes.toString(UTF_8);
          int begin = i + 3 - 3 * bytes.size();
          for (int at = 0; at < decoded.length(); at++) {
            if (!isDropped(decoded.charAt(at)) && decoded.charAt(at) != '\\') {
              address.add(decoded.charAt(at), begin, i + 3);
            }
          }
          bytes.reset();
        }
        i += 2;
      } else if (text.charAt(i) != '+' && !isDropped(text.charAt(i))) {
        address.add(text.charAt(i), i, i + 1);
      }
    }
    return address;
  }

  String letters() {
    return letters.toString();
  }

  /** Marks where the letters from {@code begin} to {@code end} come from. */
  void mark(int begin, int end, BitSet marks) {
    marks.set(from[begin], to[end - 1]);
  }

  private void add(char letter, int begin, int end) {
    from[letters.length()] = begin;
    to[letters.length()] = end;
    letters.append(letter);
  }

  private static boolean isDropped(char letter) {
    return Character.isWhitespace(letter) || letter == '\'' || letter == '"';
  }

  private static int escapeDigits(char kind) {
    return switch (kind) {
      case 'u' -> 4;
      case 'x' -> 2;
      default -> 0;
    };
  }

  /** Returns the character that a backslash before this letter means. */
  private static char control(char letter) {
    return switch (letter) {
      case 'n', 'r', 't', '\\' -> ' ';
      default -> letter;
    };
  }

  private static int code(String text, int begin, int digits) {
    if (begin + digits > text.length()) {
      return -1;
    }
    int code = 0;
    for (int i = begin; i < begin + digits; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      code = code * 16 + digit;
    }
    return code;
  }
}
