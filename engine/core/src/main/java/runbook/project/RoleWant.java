package runbook.project;

/**
 * A wish, and who has it.
 *
 * @param who the file or role that asks, as in "web 1.4.0"
 */
record RoleWant(RoleWish wish, String who) {

  String phrase() {
    return "%s wants %s".formatted(who, wish.range());
  }
}
