package runbook.connection.sh;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Words that nothing on a host can print by chance, nor anybody guess. */
final class Nonce {

  private static final SecureRandom RANDOM = new SecureRandom();

  private Nonce() {}

  static String next() {
    var bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
