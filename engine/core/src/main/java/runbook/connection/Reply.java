package runbook.connection;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The answer of a host, with one part for each part of the request that was carried out. */
public record Reply(List<ReplyPart> parts) {

  /**
   * @param out the last bytes of the output; all of them unless {@code cut}
   * @param cut the number of bytes before {@code out} and {@code err} that were not fetched
   */
  public record ReplyPart(int exit, byte[] out, byte[] err, long cut) {

    public String outText() {
      return new String(out, StandardCharsets.UTF_8);
    }

    public String errText() {
      return new String(err, StandardCharsets.UTF_8);
    }
  }
}
