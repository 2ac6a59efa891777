package runbook.modules.release;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksumFileTest {

  private static final String A = "a".repeat(64);
  private static final String B = "b".repeat(64);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s  f.tar.gz\n",
        "%s *f.tar.gz\r\n",
        "%s  ./dist/f.tar.gz",
        "SHA256 (f.tar.gz) = %s\n",
        "%s\n"
      })
  void everyDigestFormatIsRead(String line) {
    var checksumFile = new ChecksumFile(line.formatted(A.toUpperCase(java.util.Locale.ROOT)));
    assertEquals(Optional.of(A), checksumFile.of("f.tar.gz"));
  }

  @Test
  void onlyDigestOfFileItselfCounts() {
    var text = "%s  f.tar.gz.asc\n%s  g.tar.gz\nnonsense\n%s  F.tar.gz\n".formatted(A, A, A);
    assertEquals(Optional.empty(), new ChecksumFile(text).of("f.tar.gz"));
    assertEquals(Optional.of(B), new ChecksumFile(text + B + "  f.tar.gz\n").of("f.tar.gz"));
    assertEquals(Optional.empty(), new ChecksumFile(A + "\n" + text).of("f.tar.gz"));
  }

  @Test
  void ambiguousDigestsAreIgnored() {
    var text = "%s  f\n%s  x/f\n";
    assertEquals(Optional.empty(), new ChecksumFile(text.formatted(A, B)).of("f"));
    assertEquals(Optional.of(A), new ChecksumFile(text.formatted(A, A)).of("f"));
  }
}
