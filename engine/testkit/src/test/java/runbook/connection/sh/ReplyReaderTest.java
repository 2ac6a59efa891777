package runbook.connection.sh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runbook.connection.Reply;
import runbook.connection.RequestProgress;

/** Tests that no answer of a host can do more than be refused. */
class ReplyReaderTest {

  private static final String MARK = "0123456789abcdef0123";

  /** Sends a text and then another one for ever. */
  private static final class EndlessStream extends InputStream {

    private final byte[] first;
    private final byte[] again;
    private int at;

    EndlessStream(String first, String again) {
      this.first = first.getBytes(UTF_8);
      this.again = again.getBytes(UTF_8);
    }

    @Override
    public int read() {
      int index = at++;
      return index < first.length ? first[index] : again[(index - first.length) % again.length];
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      for (int i = 0; i < length; i++) {
        bytes[offset + i] = (byte) read();
      }
      return length;
    }
  }

  private static List<Reply.ReplyPart> parts(InputStream in, int count) throws Exception {
    return new ReplyReader(new ShellOutputReader(in), MARK).parts(count, RequestProgress.IGNORED);
  }

  private static List<Reply.ReplyPart> parts(String text, int count) throws Exception {
    return parts(new ByteArrayInputStream(marked(text).getBytes(UTF_8)), count);
  }

  private static String marked(String text) {
    return text.replace("MARK", MARK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MARK part 1 abc\n",
        "MARK part abc 0\n",
        "MARK part 1\n",
        "MARK part\n",
        "MARK part 1 -1\n",
        "MARK part 1 256\n",
        "MARK part 1 99999999999999\n",
        "MARK part 1 99999999999999999999\n",
        "MARK part 2 0\n",
        "MARK part 0 0\n",
        "MARK part 1 0\nMARK part 1 0\n",
        "MARK part 1 0\nMARK part 2 0\nMARK part 3 0\n",
        "MARK part 1 0\nMARK part 2 0\nMARK killed 9\n",
        "MARK killed\n",
        "MARK killed x\n",
        "MARK lost 3\n",
        "MARK lost -1\n",
        "MARK lost 99999999999999999999\n",
        "MARK end\n",
        "MARK\n",
        "MARK \n",
        "MARK done\n",
        "other part 1 0\n",
        "\n",
        "MARK part 1 0\nMARK sizes\n1 /x/o1.3\nMARK bytes\nxMARK\n",
        "MARK part 1 0\nMARK sizes\nMARK bytes\nMARK sizes\nMARK bytes\nMARK end\n",
      })
  void unexpectedLineIsRefused(String text) {
    var refusal = assertThrows(UnreadableReply.class, () -> parts(text, 2));
    assertTrue(refusal.getMessage().startsWith("its answer is not understood: "));
    assertFalse(refusal.getMessage().contains(MARK), refusal.getMessage());
  }

  @Test
  void messageHasNoControlCharacterAndIsShort() {
    var text = "\u001b[2J\u0007" + "x".repeat(10_000) + "\n";
    var refusal = assertThrows(UnreadableReply.class, () -> parts(text, 1));
    assertTrue(refusal.getMessage().length() < 150, refusal.getMessage());
    assertTrue(refusal.getMessage().chars().noneMatch(Character::isISOControl));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "MARK part 1 0\n",
        "MARK lost 1\n",
        "MARK sizes\nMARK bytes\n",
        "MARK sizes\n",
        "\n",
        "\0",
      })
  void endlessAnswerIsRefusedEarly(String again) {
    for (var first : List.of("", "MARK part 1 0\n", "MARK part 1 0\nMARK sizes\n")) {
      var reader = new ShellOutputReader(new EndlessStream(marked(first), marked(again)));
      var replyReader = new ReplyReader(reader, MARK);
      assertThrows(IOException.class, () -> replyReader.parts(3, RequestProgress.IGNORED));
      assertTrue(reader.count() <= 128 * 1024, () -> "read " + reader.count() + " bytes");
    }
  }

  @Test
  void sizeThatIsNoNumberIsIgnored() throws Exception {
    var text =
        """
        MARK part 1 0
        MARK sizes
        99999999999999999999 /x/o1.1
        -5 /x/o1.1
        x
         5
        /
        5 /x/oo.1
        5 /x/o1.
        5 /x/o.1
        5 /x/o1.1234567
        5 /x/q1.1
        2 /x/o1.1
        MARK bytes
        okMARK
        MARK end
        """;
    assertEquals("ok", parts(text, 1).getFirst().outText());
  }

  @Test
  void bytesThatAreKeptHaveBound() throws Exception {
    int count = 10;
    var text = new StringBuilder();
    for (int i = 1; i <= count; i++) {
      text.append("MARK part %d 0\n".formatted(i));
    }
    text.append("MARK sizes\n");
    for (int i = 1; i <= count; i++) {
      text.append("3000000 /x/o1.%1$d\n21 /x/m\n3000000 /x/e1.%1$d\n21 /x/m\n".formatted(i));
    }
    text.append("MARK bytes\n");
    var output = ("x".repeat(ReplyReader.LIMIT) + "MARK\n").repeat(2 * count);
    var reply = parts(text + output + "MARK end\n", count);
    long kept = reply.stream().mapToLong(part -> part.out().length + part.err().length).sum();
    long cut = reply.stream().mapToLong(Reply.ReplyPart::cut).sum();
    assertEquals(ReplyReader.ALL_OUTPUTS, kept);
    assertEquals(2L * count * 3_000_000 - kept, cut);
  }
}
