package runbook.text;

/**
 * Something wrong in what the user wrote.
 *
 * @param hint what to write instead; empty when there is nothing better to say than the message
 */
public record Problem(Position at, String message, String hint) implements Comparable<Problem> {

  @Override
  public int compareTo(Problem other) {
    return at.compareTo(other.at);
  }
}
