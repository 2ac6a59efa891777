package runbook.modules.messages;

import java.util.Locale;

/**
 * What to do about one known message.
 *
 * @param fragment the part of it that is always the same; capitals do not count
 */
public record KnownMessage(String fragment, String advice) {

  boolean fits(String line) {
    return line.toLowerCase(Locale.ROOT).contains(fragment.toLowerCase(Locale.ROOT));
  }
}
