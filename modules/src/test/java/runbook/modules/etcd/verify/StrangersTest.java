package runbook.modules.etcd.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.module.Script;
import runbook.modules.etcd.verify.Testimony.Strangers;
import runbook.testkit.Sh;

/** What becomes of strangers is seen in how a port greets them, by both ways of asking. */
class StrangersTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "true, TLSv1.3, REFUSED",
    "true, TLSv1.2, REFUSED",
    "false, TLSv1.3, LET_IN",
    "false, TLSv1.2, LET_IN"
  })
  void theControllerKnowsWhetherItWasAsked(boolean insists, String version, Strangers expected)
      throws Exception {
    try (var server = TlsServer.start(folder, insists, version)) {
      var hand = Handshake.at(server.address(), "client");
      assertEquals(expected, hand.strangers());
      assertEquals("CN=it", hand.certificates().getFirst().subject());
    }
  }

  static Stream<Arguments> shellsAndServers() {
    return Sh.installed().stream()
        .flatMap(sh ->
            Stream.of(
                Arguments.of(sh, true, Strangers.REFUSED),
                Arguments.of(sh, false, Strangers.LET_IN)));
  }

  @ParameterizedTest
  @MethodSource("shellsAndServers")
  void aHostReadsItInTheServersFirstWords(Sh sh, boolean insists, Strangers expected)
      throws Exception {
    try (var server = TlsServer.start(folder, insists, "TLSv1.2")) {
      var hand = Greeting.heard("peer", greeted(sh, server));
      assertEquals(expected, hand.strangers());
      assertEquals("CN=it", hand.certificates().getFirst().subject());
    }
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void aHostDoesNotGuessWhereTheFirstWordsAreEncrypted(boolean insists) throws Exception {
    try (var server = TlsServer.start(folder, insists, "TLSv1.3")) {
      var hand = Greeting.heard("peer", greeted(Sh.installed().getFirst(), server));
      assertEquals(Strangers.UNKNOWN, hand.strangers());
    }
  }

  @ParameterizedTest
  @CsvSource({"''", "'16'", "'1603030100'", "'485454502f312e30'", "'xyz'", "'15030300020228'"})
  void halfASentenceIsNotTakenForAWholeOne(String said) {
    assertEquals(Strangers.UNKNOWN, Greeting.heard("client", List.of(said)).strangers());
  }

  private static List<String> greeted(Sh sh, TlsServer server) {
    var ask = Script.of("greet it 127.0.0.1 " + server.address().getPort());
    var said = new String(sh.run(Script.lines(Greeting.DEFINITION, ask).whole()).out(), UTF_8);
    return said.lines().map(line -> line.replaceFirst("^it ", "")).toList();
  }
}
