package runbook.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;

/** Names the files in which hosts note what must follow a change. */
public final class NoteFiles {

  private static final int LENGTH = 12;

  private NoteFiles() {}

  /**
   * Returns what is in the name of every file of a host. Hosts may share a home folder, and must
   * not read the notes of all others.
   *
   * @param host its name in the inventory, which may name a machine twice
   */
  public static String part(String host) {
    return "-" + key(host);
  }

  /** Returns a short word, of letters and digits, that stands for these words. */
  public static String key(String... words) {
    var id = UUID.nameUUIDFromBytes(String.join("\0", words).getBytes(UTF_8)).toString();
    return id.replace("-", "").substring(0, LENGTH);
  }
}
