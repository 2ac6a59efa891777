package runbook.connection.sh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FirstOutputTest {

  private static FirstOutput of(String text) {
    return new FirstOutput(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }

  @Test
  void linesThatNobodyHasReadAreTold() throws Exception {
    var firstOutput = of("closed\n\n  until Monday\n");
    assertEquals('c', firstOutput.read());
    assertEquals(List.of("closed", "until Monday"), firstOutput.lines());
  }

  @Test
  void endlessOutputIsCut() throws Exception {
    assertEquals(List.of("x".repeat(500)), of("x".repeat(100_000)).lines());
  }
}
