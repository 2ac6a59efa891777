package runbook.value;

import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Collects the secrets of a run and masks them in all output. */
public final class SecretMasker {

  public static final String MASK = "********";

  /** Shorter secrets are not masked: that would garble most texts and protect nothing. */
  private static final int SHORTEST = 3;

  private final Set<String> values = ConcurrentHashMap.newKeySet();

  /** Adds a secret. If it has several lines, each of them is masked as well. */
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

  /**
   * Masks the secret and its form in shell quotes, because failed commands are shown as they ran.
   */
  private void hide(String secret) {
    values.add(secret);
    values.add(secret.replace("'", "'\\''"));
  }

  /** Returns whether the text contains a secret. */
  boolean showsIn(String text) {
    return values.stream().anyMatch(text::contains);
  }

  public String mask(String text) {
    if (values.isEmpty()) {
      return text;
    }
    var masked = text;
    // Longest first, because one secret can contain another.
    for (var secret :
        values.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList()) {
      masked = masked.replace(secret, MASK);
    }
    return masked;
  }
}
