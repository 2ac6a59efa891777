package runbook.journal;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads one value of JSON: whole numbers as longs, as variables have them. */
public final class JsonReader {

  private static final int DEEPEST = 500;
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

  private final String text;
  private int at;
  private int depth;

  private JsonReader(String text) {
    this.text = text;
  }

  /**
   * Reads a text.
   *
   * @throws IllegalArgumentException if it is not JSON, such as the last line of a killed run
   */
  public static Object read(String text) {
    var reader = new JsonReader(text);
    var value = reader.value();
    reader.skipBlanks();
    if (reader.at < text.length()) {
      throw reader.unexpected();
    }
    return value;
  }

  private Object value() {
    if (++depth > DEEPEST) {
      throw new IllegalArgumentException("nested too deeply to be read");
    }
    try {
      return switch (next()) {
        case '{' -> map();
        case '[' -> list();
        case '"' -> text();
        case 't' -> word("true", true);
        case 'f' -> word("false", false);
        case 'n' -> word("null", null);
        default -> number();
      };
    } finally {
      depth--;
    }
  }

  private Map<String, Object> map() {
    var all = new LinkedHashMap<String, Object>();
    at++;
    while (next() != '}') {
      if (!all.isEmpty()) {
        expect(',');
      }
      next();
      var name = text();
      expect(':');
      all.put(name, value());
    }
    at++;
    return all;
  }

  private List<Object> list() {
    var all = new ArrayList<>();
    at++;
    while (next() != ']') {
      if (!all.isEmpty()) {
        expect(',');
      }
      all.add(value());
    }
    at++;
    return all;
  }

  private String text() {
    if (text.charAt(at) != '"') {
      throw unexpected();
    }
    int begin = ++at;
    int end = begin;
    StringBuilder unescaped = null;
    for (; ; end++) {
      if (end >= text.length()) {
        throw unexpected();
      }
      char c = text.charAt(end);
      if (c == '"') {
        break;
      }
      if (c == '\\') {
        unescaped = unescaped == null ? new StringBuilder() : unescaped;
        unescaped.append(text, begin, end);
        at = end + 1;
        unescaped.append(escaped());
        end = at - 1;
        begin = at;
      }
    }
    at = end + 1;
    return unescaped == null
        ? text.substring(begin, end)
        : unescaped.append(text, begin, end).toString();
  }

  private char escaped() {
    char c = at < text.length() ? text.charAt(at++) : 0;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        if (at + 4 > text.length()) {
          throw unexpected();
        }
        at += 4;
        yield (char) Integer.parseInt(text, at - 4, at, 16);
      }
      default -> throw unexpected();
    };
  }

  private Object word(String word, Object value) {
    if (!text.startsWith(word, at)) {
      throw unexpected();
    }
    at += word.length();
    return value;
  }

  private Object number() {
    int begin = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    var digits = text.substring(begin, at);
    if (!NUMBER.matcher(digits).matches()) {
      throw unexpected();
    }
    if (digits.chars().anyMatch(c -> ".eE".indexOf(c) >= 0)) {
      return Double.valueOf(digits);
    }
    return digits.length() < 18 ? Long.valueOf(digits) : whole(new BigInteger(digits));
  }

  private static Object whole(BigInteger number) {
    return number.bitLength() < Long.SIZE ? number.longValue() : number;
  }

  private void expect(char c) {
    if (next() != c) {
      throw unexpected();
    }
    at++;
  }

  /** Returns the next character that is not blank. */
  private char next() {
    skipBlanks();
    if (at >= text.length()) {
      throw unexpected();
    }
    return text.charAt(at);
  }

  private void skipBlanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private IllegalArgumentException unexpected() {
    return new IllegalArgumentException("not JSON at character " + (at + 1));
  }
}
