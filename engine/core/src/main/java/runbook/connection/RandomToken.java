package runbook.connection;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Words that nobody can guess, safe in any sh text and as part of a file's name. */
public final class RandomToken {

  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomToken() {}

  public static String fresh() {
    var bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
