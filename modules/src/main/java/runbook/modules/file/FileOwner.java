package runbook.modules.file;

/**
 * A user or group to whom a file belongs.
 *
 * @param name a number where the host has no name for it
 * @param id empty text when only the name was given
 */
public record FileOwner(String name, String id) {

  /** As a user of ours writes it: a name or a number. */
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
