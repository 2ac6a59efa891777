package runbook.knowledge;

/**
 * There is no value, because something is wrong.
 *
 * @param why said to the user, unless a problem has said it
 */
public record Invalid<T>(String why) implements Knowledge<T> {

  /** What a problem at its place in a file tells. */
  public static <T> Invalid<T> told() {
    return new Invalid<>("a problem that is told of elsewhere");
  }
}
