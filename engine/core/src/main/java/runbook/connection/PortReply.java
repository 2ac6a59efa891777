package runbook.connection;

/**
 * The result of an attempt to connect to a port.
 *
 * @param words the reason it is not open, in the words of the kernel that tried; {@code timed out}
 *     if there was no reply
 */
public record PortReply(boolean open, String words) {

  public static final PortReply OPEN = new PortReply(true, "");
  public static final PortReply SILENT = new PortReply(false, "timed out");
}
