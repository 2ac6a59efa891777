package runbook.modules.file;

/**
 * The user or group that owns a file.
 *
 * @param name the name; a number if the host has no name for it
 * @param id the number; an empty text if only the name is known
 */
public record FileOwner(String name, String id) {

  /** Parses a name or a number from a playbook. */
  public static FileOwner named(String nameOrId) {
    return new FileOwner(nameOrId, isId(nameOrId) ? nameOrId : "");
  }

  public static boolean isId(String nameOrId) {
    return nameOrId.matches("\\d+");
  }

  public boolean is(String nameOrId) {
    return name.equals(nameOrId) || id.equals(nameOrId);
  }

  public boolean isRoot() {
    return is("0");
  }

  @Override
  public String toString() {
    return name;
  }
}
