package runbook.modules.messages;

import java.util.Locale;

/**
 * A known message and its advice.
 *
 * @param fragment the constant part of the message; case does not matter
 */
public record KnownMessage(String fragment, String advice) {

  boolean fits(String line) {
    return line.toLowerCase(Locale.ROOT).contains(fragment.toLowerCase(Locale.ROOT));
  }
}
