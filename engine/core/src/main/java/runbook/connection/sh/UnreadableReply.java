package runbook.connection.sh;

import java.io.IOException;
import java.io.Serial;
import runbook.text.TerminalSafeText;

/** A host did not keep to the protocol, so nothing that it says can be trusted any more. */
final class UnreadableReply extends IOException {

  /** The longest part of a reply that a message shows. */
  private static final int SHOWN = 80;

  @Serial private static final long serialVersionUID = 1;

  UnreadableReply(String why) {
    super("its answer is not understood: " + why);
  }

  /** Describes a line that is not as expected, without the mark, which is a secret of the shell. */
  static UnreadableReply line(String line, String mark) {
    var said = line.replace(mark, "");
    var shown = said.length() > SHOWN ? said.substring(0, SHOWN) + "…" : said;
    return new UnreadableReply("'%s'".formatted(TerminalSafeText.of(shown.strip())));
  }
}
