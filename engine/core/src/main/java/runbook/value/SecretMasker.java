package runbook.value;

import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The secrets a run has come across, to be masked wherever something is shown. */
public final class SecretMasker {

  public static final String MASK = "********";

  /** What is shorter would hide half of every text and protect nothing. */
  private static final int SHORTEST = 3;

  private final Set<String> values = ConcurrentHashMap.newKeySet();

  /** A secret of several lines is also masked where only one of its lines is shown. */
  public void add(String secret) {
    if (secret.strip().length() < SHORTEST) {
      return;
    }
    hide(secret.strip());
    secret
        .lines()
        .map(String::strip)
        .filter(line -> line.length() >= 2 * SHORTEST)
        .forEach(this::hide);
  }

  /** A command that failed is shown as it ran: as words in the quotes of sh. */
  private void hide(String secret) {
    values.add(secret);
    values.add(secret.replace("'", "'\\''"));
  }

  /** Whether a secret shows in the text. */
  boolean showsIn(String text) {
    return values.stream().anyMatch(text::contains);
  }

  public String mask(String text) {
    if (values.isEmpty()) {
      return text;
    }
    var masked = text;
    // The longest first: a secret may hold another.
    for (var secret :
        values.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList()) {
      masked = masked.replace(secret, MASK);
    }
    return masked;
  }
}
