package runbook.report.format;

import java.util.Map;

/** Writes XML, line by line. */
final class XmlText {

  private final StringBuilder out =
      new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

  private int depth;

  /** Opens an element; the caller closes it. */
  XmlText open(String name, Map<String, ?> attributes) {
    tag(name, attributes).append(">\n");
    depth++;
    return this;
  }

  XmlText close(String name) {
    depth--;
    out.append("  ".repeat(depth)).append("</").append(name).append(">\n");
    return this;
  }

  XmlText empty(String name, Map<String, ?> attributes) {
    tag(name, attributes).append("/>\n");
    return this;
  }

  XmlText text(String name, Map<String, ?> attributes, String text) {
    tag(name, attributes).append('>').append(escaped(text));
    out.append("</").append(name).append(">\n");
    return this;
  }

  private StringBuilder tag(String name, Map<String, ?> attributes) {
    out.append("  ".repeat(depth)).append('<').append(name);
    attributes.forEach((key, value) ->
        out.append(' ')
            .append(key)
            .append("=\"")
            .append(escaped(value.toString()).replace("\n", "&#10;"))
            .append('"'));
    return out;
  }

  /** Escapes what has a meaning in XML, and replaces what no XML can hold. */
  static String escaped(String text) {
    var safe = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '<' -> safe.append("&lt;");
            case '>' -> safe.append("&gt;");
            case '&' -> safe.append("&amp;");
            case '"' -> safe.append("&quot;");
            case '\n', '\t' -> safe.append((char) c);
            default -> safe.appendCodePoint(isAllowed(c) ? c : 0xFFFD);
          }
        });
    return safe.toString();
  }

  private static boolean isAllowed(int c) {
    return c >= ' '
        && !(c >= 0x7F && c <= 0x9F)
        && !(c >= 0xD800 && c <= 0xDFFF)
        && c != 0xFFFE
        && c != 0xFFFF;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
