package runbook.connection;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a host answered, a part for each part of the request that was carried out. */
public record Reply(List<ReplyPart> parts) {

  /**
   * @param out the last bytes of what it printed, all of them unless {@code cut}
   * @param cut how many bytes before {@code out} and {@code err} were left on the host
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
