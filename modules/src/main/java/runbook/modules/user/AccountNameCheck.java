package runbook.modules.user;

/** Checks the names of users and groups. */
final class AccountNameCheck {

  private AccountNameCheck() {}

  static void check(String kind, String name) {
    if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*\\$?") || name.length() > 32) {
      throw new IllegalArgumentException("'%s' is not a name for a %s".formatted(name, kind));
    }
  }

  static boolean isNumber(String nameOrId) {
    return nameOrId.matches("\\d+");
  }
}
