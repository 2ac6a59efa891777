package runbook.modules.play;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Secrets of many kinds, and the texts by which output would give them away. */
final class SixtySecrets {

  private static final List<String> SPECIAL =
      List.of(
          "it's-me-Q8",
          "say \"Kx9\" twice",
          "back\\slash\\Zw7",
          "$HOME/`id`/Pq3",
          "a b  c   Vt6",
          "50%&more=?Ln4",
          "Grüße/€/Hj2",
          "{ name }}-Ry5",
          "<b>&amp;Ws1",
          "qX7z",
          "Zk4v9",
          "#!:-Bd8-[]{}",
          "-----BEGIN Xv KEY-----\nMIGfMA0GCSqGSIb3DQ\nEBAQUAA4GNADCBiQ==\n-----END Xv KEY-----",
          "line one Fg3\nline two Mn8\n",
          "{\"user\": \"Kd2\", \"token\": \"Jf5-Tr9-Lm0\"}");

  private static final String LETTERS =
      "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789+/=-_'\"\\ %&";

  private SixtySecrets() {}

  /** Returns 60 secrets; another seed gives others. */
  static List<String> all(int seed) {
    var random = new Random(seed);
    var secrets = new ArrayList<String>();
    SPECIAL.forEach(text -> secrets.add(text.replace("\n", seed + "\n") + "q" + seed));
    while (secrets.size() < 60) {
      var text = new StringBuilder("x" + seed);
      int length = 6 + random.nextInt(54);
      while (text.length() < length) {
        text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
      secrets.add(text + "Z");
    }
    return secrets;
  }

  /** Returns the forms in which a host can say the secret, by their names. */
  static Map<String, String> forms(String secret) {
    var bytes = secret.getBytes(UTF_8);
    var forms = new LinkedHashMap<String, String>();
    forms.put("plain", secret);
    for (var before : List.of("", "a", "ab")) {
      var longer = (before + secret + "\n").getBytes(UTF_8);
      forms.put("base64 after " + before, Base64.getEncoder().encodeToString(longer));
      forms.put("url-safe after " + before, Base64.getUrlEncoder().encodeToString(longer));
    }
    forms.put("wrapped", Base64.getMimeEncoder(76, "\n".getBytes(UTF_8)).encodeToString(bytes));
    forms.put("url", URLEncoder.encode(secret, UTF_8));
    forms.put("json", json(secret));
    forms.put("hex", HexFormat.of().formatHex(bytes));
    forms.put("shell", "'" + secret.replace("'", "'\\''") + "'");
    forms.put("yaml", "'" + secret.replace("'", "''") + "'");
    forms.put("folded", secret.replace(" ", "\n    "));
    return forms;
  }

  static String json(String text) {
    var escaped = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return '"' + escaped + '"';
  }

  /** Returns the forms that are seen in the output, each with the secret. */
  static List<String> seen(List<String> secrets, String output) {
    return secrets.stream()
        .flatMap(secret -> marks(secret).filter(output::contains).map(m -> m + " of " + secret))
        .toList();
  }

  /** Returns texts that stand in a form of the secret and in nothing else. */
  private static Stream<String> marks(String secret) {
    var whole = secret.strip();
    var marks = new ArrayList<String>();
    // Shorter lines can also be a part of something else.
    whole.lines().map(String::strip).filter(line -> line.length() > 3).forEach(marks::add);
    marks.add(json(whole).substring(1, json(whole).length() - 1));
    marks.add(URLEncoder.encode(whole, UTF_8));
    marks.add(HexFormat.of().formatHex(whole.getBytes(UTF_8)));
    IntStream.range(0, 3)
        .forEach(before -> {
          var padded = "x".repeat(before) + whole;
          int end = padded.getBytes(UTF_8).length * 8 / 6;
          var encoded = Base64.getEncoder().encodeToString(padded.getBytes(UTF_8));
          // The first characters depend on what is before the secret.
          var own = encoded.substring(before == 0 ? 0 : before + 1, end);
          marks.add(own);
          marks.add(own.replace('+', '-').replace('/', '_'));
          // A line of 76 characters of the wrapped form.
          marks.add(own.substring(0, Math.min(own.length(), 20)));
        });
    return marks.stream();
  }
}
