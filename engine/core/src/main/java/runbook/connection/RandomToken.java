package runbook.connection;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Generates unguessable words that are safe in sh texts and file names. */
public final class RandomToken {

  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomToken() {}

  public static String fresh() {
    var bytes = new byte[10];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
