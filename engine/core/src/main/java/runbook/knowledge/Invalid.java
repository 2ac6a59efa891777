package runbook.knowledge;

/**
 * The result of a mistake: there is no value.
 *
 * @param why shown to the user, unless a problem has already been reported
 */
public record Invalid<T>(String why) implements Knowledge<T> {

  /** Returns an invalid value whose problem is reported at its position in a file. */
  public static <T> Invalid<T> told() {
    return new Invalid<>("a problem that is reported elsewhere");
  }
}
