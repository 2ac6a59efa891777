package runbook.modules.file;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Locale;

/**
 * Regular expressions of users, which are matched with what hosts say. The time grows only linearly
 * with the text, and no text can overflow the stack.
 */
public final class LinearRegex {

  private LinearRegex() {}

  /**
   * Compiles a regular expression.
   *
   * @param flags those of {@link Pattern}
   * @throws IllegalArgumentException with a message about the parameter
   */
  public static Pattern compile(String parameter, String text, int flags) {
    try {
      return Pattern.compile(text, flags);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          ("'%s' is not a regular expression of RE2, which knows neither look-around nor references"
                  + " to groups: %s")
              .formatted(parameter, e.getDescription().toLowerCase(Locale.ROOT)),
          e);
    }
  }
}
