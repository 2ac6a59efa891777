package runbook.modules.cert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertSubjectTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "CN=#30", "CN=#", "CN=#zz", "1.2.3.4=#05", "CN=a\\", "=a", "web1"})
  void textThatIsNoNameIsRefused(String text) {
    var e = assertThrows(IllegalArgumentException.class, () -> new CertSubject(text));
    assertTrue(e.getMessage().startsWith("'" + text + "' is not a name of the form"), e.toString());
  }

  @Test
  void valueInHexadecimalIsDecoded() {
    assertEquals("CN=foo", new CertSubject("CN=#1303666f6f").encoded().toString());
  }
}
