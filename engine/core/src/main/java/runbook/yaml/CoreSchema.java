package runbook.yaml;

import java.math.BigInteger;
import java.util.regex.Pattern;

/** Resolves unquoted scalars by the core schema of YAML 1.2. */
final class CoreSchema {

  private static final Pattern DECIMAL = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
  private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]+");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  /** Longer texts are never read as numbers, because parsing them takes too long. */
  private static final int LONGEST = 400;

  private CoreSchema() {}

  static Object value(String text) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> null;
      case "true", "True", "TRUE" -> true;
      case "false", "False", "FALSE" -> false;
      case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF" -> Double.POSITIVE_INFINITY;
      case "-.inf", "-.Inf", "-.INF" -> Double.NEGATIVE_INFINITY;
      case ".nan", ".NaN", ".NAN" -> Double.NaN;
      default -> text.length() > LONGEST ? text : number(text);
    };
  }

  private static Object number(String text) {
    char first = text.charAt(0);
    if (first > '9' || first < '+') {
      return text;
    }
    if (DECIMAL.matcher(text).matches()) {
      return integer(text, 10);
    }
    if (OCTAL.matcher(text).matches()) {
      return integer(text.substring(2), 8);
    }
    if (HEXADECIMAL.matcher(text).matches()) {
      return integer(text.substring(2), 16);
    }
    return FLOAT.matcher(text).matches() ? (Object) Double.valueOf(text) : text;
  }

  private static Object integer(String digits, int radix) {
    var integer = new BigInteger(digits, radix);
    return integer.bitLength() < Long.SIZE ? (Object) integer.longValue() : integer;
  }
}
