package runbook.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;

/** The forms in which output can contain a secret. */
final class SecretForms {

  private SecretForms() {}

  /** Returns the secret as it is, and as quoted by shells, JSON, YAML and URLs. */
  static Set<String> quoted(String secret) {
    var forms = new LinkedHashSet<String>();
    forms.add(secret);
    forms.add(secret.replace("'", "'\\''"));
    forms.add(secret.replace("'", "''"));
    forms.add(secret.replaceAll("([\"\\\\$`])", "\\\\$1"));
    forms.add(secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
    var address = URLEncoder.encode(secret, UTF_8);
    forms.add(address);
    forms.add(address.replace("+", "%20"));
    return forms;
  }

  /** Returns the secret in hexadecimal and Base64, however its bytes lie in a longer text. */
  static Set<String> encoded(String secret) {
    var bytes = secret.getBytes(UTF_8);
    var forms = new LinkedHashSet<String>();
    forms.add(HexFormat.of().formatHex(bytes));
    forms.add(HexFormat.of().withUpperCase().formatHex(bytes));
    for (int before = 0; before < 3; before++) {
      forms.add(aligned(Base64.getEncoder(), bytes, before));
      forms.add(aligned(Base64.getUrlEncoder(), bytes, before));
    }
    return forms;
  }

  /** Returns the characters that depend on the secret only, with bytes of others before it. */
  private static String aligned(Base64.Encoder encoder, byte[] bytes, int before) {
    var padded = new byte[before + bytes.length];
    System.arraycopy(bytes, 0, padded, before, bytes.length);
    var letters = encoder.encode(padded);
    int first = (before * 8 + 5) / 6;
    int end = padded.length * 8 / 6;
    return new String(Arrays.copyOfRange(letters, first, Math.max(first, end)), UTF_8);
  }
}
