package runbook.knowledge;

/**
 * The absence of a value because of a mistake.
 *
 * @param why shown to the user, unless a problem has already been reported
 */
public record Invalid<T>(String why) implements Knowledge<T> {

  /** Returns an invalid value whose problem is reported at its position in a file. */
  public static <T> Invalid<T> reported() {
    return new Invalid<>("a problem that is reported elsewhere");
  }
}
