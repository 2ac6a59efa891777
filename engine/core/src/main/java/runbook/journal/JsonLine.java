package runbook.journal;

import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes and reads a value as one line of JSON. */
final class JsonLine {

  private JsonLine() {}

  /** Accepts maps, lists, texts, numbers, booleans and null; writes anything else as text. */
  static String write(Object value) {
    var out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  private static void write(Object value, StringBuilder out) {
    switch (value) {
      case null -> out.append("null");
      case Map<?, ?> map -> {
        out.append('{');
        for (var i = map.entrySet().iterator(); i.hasNext(); ) {
          var entry = i.next();
          quote(String.valueOf(entry.getKey()), out);
          out.append(": ");
          write(entry.getValue(), out);
          out.append(i.hasNext() ? ", " : "");
        }
        out.append('}');
      }
      case List<?> list -> {
        out.append('[');
        for (Iterator<?> i = list.iterator(); i.hasNext(); ) {
          write(i.next(), out);
          out.append(i.hasNext() ? ", " : "");
        }
        out.append(']');
      }
      case Double number when number.isInfinite() || number.isNaN() -> quote("" + number, out);
      case Number number -> out.append(number);
      case Boolean flag -> out.append(flag);
      default -> quote(value.toString(), out);
    }
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        default -> {
          // Also escapes what steers terminals, and halves of characters, which UTF-8 lacks.
          if (c < ' ' || (c > '~' && c < '\u00a1') || isOdd(text, i)) {
            out.append("\\u").append(HexFormat.of().toHexDigits(c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static boolean isOdd(String text, int i) {
    char c = text.charAt(i);
    boolean isPair =
        Character.isHighSurrogate(c)
            ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
            : Character.isLowSurrogate(c) && i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    return Character.isSurrogate(c) ? !isPair : c >= '\ufeff' || c == '\u2028' || c == '\u2029';
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it is not JSON, such as the last line of a killed run
   */
  static Object read(String line) {
    return JsonReader.read(line);
  }
}
