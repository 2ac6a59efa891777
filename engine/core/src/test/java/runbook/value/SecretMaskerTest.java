package runbook.value;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskerTest {

  private static final String LONG = "k9Vd-Zr7 qL?x/2+Hn'tW=\"5mB\\e4&uXyC8sJ";

  private final SecretMasker secretMasker = new SecretMasker();

  private void assertHidden(String text) {
    assertEquals("a: ******** z", secretMasker.mask("a: " + text + " z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "it's me",
        "say \"it\"",
        "back\\slash",
        "per%cent & more",
        "Gr\u00fc\u00dfe/\u20ac",
        "$HOME`x`",
        "pin7",
        "correct horse battery staple",
      })
  void quotedFormsAreMasked(String secret) {
    secretMasker.add(secret);
    assertHidden(secret);
    assertHidden(secret.replace("'", "'\\''"));
    assertHidden(secret.replace("\\", "\\\\").replace("\"", "\\\""));
    assertHidden(secret.replace("'", "''"));
    assertHidden(URLEncoder.encode(secret, UTF_8));
    assertHidden(URLEncoder.encode(secret, UTF_8).replace("+", "%20"));
  }

  @Test
  void escapesOfOtherLanguagesAreMasked() {
    secretMasker.add("Gr\u00fc\u00dfe/\u20ac");
    assertHidden("Gr\\u00fc\\u00dfe\\/\\u20ac");
    assertHidden("Gr%c3%bc%c3%9fe%2f%e2%82%ac");
  }

  @Test
  void hexadecimalIsMasked() {
    secretMasker.add(LONG);
    assertHidden(HexFormat.of().formatHex(LONG.getBytes(UTF_8)));
    assertHidden(HexFormat.of().withUpperCase().formatHex(LONG.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "xy"})
  void base64IsMaskedWithAnythingBeforeAndAfter(String before) {
    for (var secret : List.of(LONG, "hunter2", "s3cr3t")) {
      secretMasker.add(secret);
      for (var encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
        var bytes = (before + secret + "\n").getBytes(UTF_8);
        var masked = secretMasker.mask(encoder.encodeToString(bytes));
        // The first and last character depend on what is around the secret.
        assertTrue(masked.length() <= SecretMasker.MASK.length() + 8, masked);
        assertTrue(masked.contains(SecretMasker.MASK), masked);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 20, 40})
  void wrappedTextIsMaskedLineByLine(int width) {
    secretMasker.add(LONG.repeat(3));
    var encoded = Base64.getEncoder().encodeToString(LONG.repeat(3).getBytes(UTF_8));
    for (int at = 0; at + width <= encoded.length(); at += width) {
      assertHidden(encoded.substring(at, at + width));
    }
    assertHidden(LONG.substring(3, 30));
  }

  @Test
  void textFoldedOverLinesIsMasked() {
    secretMasker.add("correct horse battery staple");
    assertHidden("correct horse\n    battery staple");
    assertHidden("correct\\\n  horse bat\\\ntery staple");
  }

  @Test
  void eachLineOfSecretIsMasked() {
    secretMasker.add("user: me\nab\n}\npassword: hunter2\n");
    assertEquals("x ******** y", secretMasker.mask("x password: hunter2 y"));
    assertEquals("  | ********\n}", secretMasker.mask("  | ab\n}"));
    assertEquals("about", secretMasker.mask("about"));
  }

  @Test
  void shortSecretIsMaskedOnlyAsWholeLine() {
    secretMasker.add("42");
    assertEquals("port 4242\n+ ********", secretMasker.mask("port 4242\n+ 42"));
    assertFalse(secretMasker.canFind("42"));
    assertTrue(secretMasker.canFind("4242"));
  }

  @Test
  void otherTextsStayAsTheyAre() {
    secretMasker.add("-----BEGIN PRIVATE KEY-----\n" + LONG + "\n-----END PRIVATE KEY-----");
    secretMasker.add("hunter2");
    for (var text :
        List.of("-----BEGIN CERTIFICATE-----", "a hunter, 2 dogs", "%%%", "\\", "", "--------")) {
      assertEquals(text, secretMasker.mask(text));
    }
  }

  @Test
  void largeSecretAndLargeTextTakeLittleTime() {
    secretMasker.add(LONG.repeat(500));
    var text = "All is well with this host, and nothing is to be done here.\n".repeat(20_000);
    assertEquals(text, secretMasker.mask(text));
  }
}
