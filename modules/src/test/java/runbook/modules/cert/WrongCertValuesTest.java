package runbook.modules.cert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.testkit.GoldenFile;
import runbook.text.Source;

/** Compares the errors for invalid certificate parameters. */
class WrongCertValuesTest {

  private static final Path FOLDER = Path.of("src/test/resources/golden/issue_cert");

  static Stream<Path> cases() throws IOException {
    try (var files = Files.list(FOLDER)) {
      var cases = files.filter(f -> f.toString().endsWith(".yml")).sorted().toList();
      assertFalse(cases.isEmpty());
      return cases.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void errorHasItsPosition(Path file) throws IOException {
    var source = new Source(file.getFileName().toString(), Files.readString(file));
    GoldenFile.check(Path.of(file.toString().replace(".yml", ".txt")), YamlTasks.problems(source));
  }

  @ParameterizedTest
  @CsvSource({
    "dns:Etcd1.Example.COM., DNS:etcd1.example.com",
    "DNS:*.example.com, DNS:*.example.com",
    "DNS:_etcd-server-ssl._tcp.example.com, DNS:_etcd-server-ssl._tcp.example.com",
    "IP:10.0.0.1, IP:10.0.0.1",
    "ip:2001:DB8:0:0:0:0:0:1, IP:2001:db8::1",
    "IP:::1, IP:::1",
    "IP:::, IP:::",
    "IP:fe80:0:0:1:0:0:0:1, IP:fe80:0:0:1::1",
    "IP:1:0:0:2:0:0:3:4, IP:1::2:0:0:3:4",
    "IP:1:2:3:4:5:6:7:0, IP:1:2:3:4:5:6:7:0",
    "IP:::ffff:10.0.0.1, IP:10.0.0.1",
    "URI:spiffe://example.com/etcd, URI:spiffe://example.com/etcd"
  })
  void namesAreNormalized(String written, String form) {
    var subjectAltName = new SubjectAltName(written);
    assertEquals(form, subjectAltName.text());
    assertEquals(form, SubjectAltName.of(subjectAltName.encoded()));
    assertEquals(subjectAltName, new SubjectAltName(form));
  }
}
