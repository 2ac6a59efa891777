package runbook.connection.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of which lines of known_hosts name a host. */
class KnownHostLineTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "web1.example.org web1.example.org 22 true",
        "WEB1.Example.org web1.example.org 22 true",
        "web1.example.org web1xexample.org 22 false",
        "*.example.org web1.example.org 22 true",
        "web?.example.org web1.example.org 22 true",
        "web?.example.org web12.example.org 22 false",
        "a,b,web* web1 22 true",
        "*.example.org,!web2.* web2.example.org 22 false",
        "!web2.*,*.example.org web1.example.org 22 true",
        "[web1]:2222 web1 2222 true",
        "[web1]:2222 web1 22 false",
        "[web1]:22 web1 22 true",
        "[web*]:* web1 2222 true",
        "[web1]:22?? web1 2222 true",
        "* web1 2222 true",
        "*,!web1 web1 2222 false",
        "*,![web1]:2222 web1 2222 false",
        "*,![web1]:2222 web1 2223 true",
        "web1 web1 2222 false",
        "fe80::1%eth0 fe80::1%eth0 22 true",
        "a(b,web1 web1 22 true"
      })
  void patternNamesHost(String patterns, String host, int port, boolean named) {
    var line = KnownHostLine.parse(patterns + " ssh-ed25519 AAAA a comment").orElseThrow();
    assertEquals(named, line.names(host, port));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "# web1 ssh-rsa AAAA",
        "web1",
        "web1 ssh-rsa",
        "@revoked web1 ssh-rsa",
        "@other web1 ssh-rsa AAAA"
      })
  void lineWithoutKeyIsIgnored(String line) {
    assertTrue(KnownHostLine.parse(line).isEmpty());
  }

  @Test
  void manyStarsTakeNoLongTime() {
    var pattern = "*a".repeat(40) + "*b";
    assertEquals(false, NamePatterns.match(pattern, "a".repeat(5000)));
  }
}
