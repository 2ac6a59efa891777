package runbook.report.format;

import java.util.List;
import runbook.text.TerminalSafeText;

/**
 * Writes HTML that is also XML. All text and all values of attributes are escaped, and cannot turn
 * the direction of what is shown.
 */
final class HtmlText {

  private final StringBuilder out = new StringBuilder();

  /**
   * Opens an element; the caller closes it.
   *
   * @param attributes names and values in turn; one whose value is false is left out
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
      if (attributes[i + 1].equals(false)) {
        continue;
      }
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
    out.append(XmlText.escaped(TerminalSafeText.of(text)));
    return this;
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
