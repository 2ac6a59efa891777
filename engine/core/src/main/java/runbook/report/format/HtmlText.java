package runbook.report.format;

import java.util.List;

/** Writes HTML that is also XML. All text and all values of attributes are escaped. */
final class HtmlText {

  private final StringBuilder out = new StringBuilder();

  /**
   * Opens an element; the caller closes it.
   *
   * @param attributes names and values in turn
   */
  HtmlText open(String name, Object... attributes) {
    tag(name, attributes).append('>');
    return this;
  }

  /** Writes an element that has no content. */
  HtmlText single(String name, Object... attributes) {
    tag(name, attributes).append("/>");
    return this;
  }

  private StringBuilder tag(String name, Object... attributes) {
    out.append('<').append(name);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      text(String.valueOf(attributes[i + 1]));
      out.append('"');
    }
    return out;
  }

  HtmlText close(String... names) {
    for (var name : names) {
      out.append("</").append(name).append('>');
    }
    return this;
  }

  HtmlText line() {
    out.append('\n');
    return this;
  }

  /** Writes an element with a text in it. */
  HtmlText element(String name, String text, Object... attributes) {
    return open(name, attributes).text(text).close(name);
  }

  HtmlText text(String text) {
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '&' -> out.append("&amp;");
            case '"' -> out.append("&quot;");
            case '\n', '\t' -> out.append((char) c);
            default -> out.appendCodePoint(isShown(c) ? c : 0xFFFD);
          }
        });
    return this;
  }

  /** Controls, and marks that turn the direction of a text and so can hide what it says. */
  private static boolean isShown(int c) {
    return c >= ' '
        && !(c >= 0x7F && c <= 0x9F)
        && !(c >= 0xD800 && c <= 0xDFFF)
        && !(c >= 0x202A && c <= 0x202E)
        && !(c >= 0x2066 && c <= 0x2069)
        && c != 0xFFFE
        && c != 0xFFFF;
  }

  /** Writes lines as they are; those of a difference are marked. */
  HtmlText lines(List<String> lines) {
    open("pre");
    for (var line : lines) {
      var mark = line.startsWith("+") ? "ins" : line.startsWith("-") ? "del" : "span";
      element(mark, line).line();
    }
    return close("pre").line();
  }

  /** Writes what is HTML already, such as a style sheet of ours. */
  HtmlText verbatim(String html) {
    out.append(html);
    return this;
  }

  int length() {
    return out.length();
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
