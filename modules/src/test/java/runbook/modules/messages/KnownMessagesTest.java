package runbook.modules.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KnownMessagesTest {

  /** Log lines of programs, each after the fragment of its row. */
  static Stream<Arguments> lines() throws IOException {
    try (var in = KnownMessagesTest.class.getResourceAsStream("messages.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .map(line -> line.split(" \\| ", 2))
          .map(cells -> Arguments.of(cells[0], cells[1]));
    }
  }

  @ParameterizedTest
  @MethodSource("lines")
  void logLineHasAdvice(String fragment, String line) {
    var table =
        Stream.of(KnownMessages.OF_SERVICES, KnownMessages.OF_PACKAGES)
            .filter(t -> row(t, fragment).isPresent())
            .findFirst()
            .orElseThrow();
    assertEquals(row(table, fragment).map(KnownMessage::advice), table.on(line));
  }

  private static Optional<KnownMessage> row(KnownMessages table, String fragment) {
    return table.rows().stream().filter(r -> r.fragment().equals(fragment)).findFirst();
  }

  @Test
  void everyRowMatchesSomeLine() throws IOException {
    var meant = new HashSet<>(lines().map(a -> a.get()[0]).toList());
    assertEquals(
        List.of(),
        Stream.of(KnownMessages.OF_SERVICES, KnownMessages.OF_PACKAGES)
            .flatMap(table -> table.rows().stream())
            .map(KnownMessage::fragment)
            .filter(fragment -> !meant.contains(fragment))
            .toList());
  }

  @Test
  void adviceFollowsStyleOfMessages() {
    for (var row : KnownMessages.OF_SERVICES.rows()) {
      assertFalse(row.advice().endsWith("."), row.advice());
      assertFalse(Character.isUpperCase(row.advice().charAt(0)), row.advice());
      assertTrue(row.advice().length() > 20, row.advice());
    }
  }

  @Test
  void fatalMessagesWinOverWarnings() {
    var said =
        List.of(
            "rejected connection: remote error: tls: bad certificate",
            "member 8e9e05c52164694d has already been bootstrapped",
            "etcd.service: Start request repeated too quickly.");
    assertTrue(
        KnownMessages.OF_SERVICES.on(said).orElseThrow().contains("remove it from the cluster"));
  }

  @Test
  void unknownMessagesHaveNoAdvice() {
    assertEquals(Optional.empty(), KnownMessages.OF_SERVICES.on("all is well\nhello"));
  }
}
