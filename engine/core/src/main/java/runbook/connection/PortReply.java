package runbook.connection;

/**
 * What came of an attempt to connect to a port.
 *
 * @param words why it is not open, as the kernel that tried says it; {@code timed out} if nothing
 *     came back
 */
public record PortReply(boolean open, String words) {

  public static final PortReply OPEN = new PortReply(true, "");
  public static final PortReply SILENT = new PortReply(false, "timed out");
}
