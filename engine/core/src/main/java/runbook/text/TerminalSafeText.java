package runbook.text;

/** Makes texts of others fit to be shown: a file or a host must not steer the user's terminal. */
public final class TerminalSafeText {

  private TerminalSafeText() {}

  /** Line breaks and tabs stay; other control characters, and what turns a line's direction, go. */
  public static String of(String text) {
    if (text.codePoints().noneMatch(TerminalSafeText::steers)) {
      return text;
    }
    var harmless = new StringBuilder();
    text.codePoints().map(c -> steers(c) ? 0xFFFD : c).forEach(harmless::appendCodePoint);
    return harmless.toString();
  }

  private static boolean steers(int c) {
    return (Character.isISOControl(c) && c != '\n' && c != '\t')
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
