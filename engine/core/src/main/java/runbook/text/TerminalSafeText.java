package runbook.text;

/** Makes text from files and hosts safe to show, so that it cannot control the user's terminal. */
public final class TerminalSafeText {

  private TerminalSafeText() {}

  /**
   * Removes control characters except line breaks and tabs, and characters that change the writing
   * direction.
   */
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
