package runbook.text;

/**
 * A mistake in something the user wrote.
 *
 * @param hint what to write instead; empty if the message says it all
 */
public record Problem(Position at, String message, String hint) implements Comparable<Problem> {

  @Override
  public int compareTo(Problem other) {
    return at.compareTo(other.at);
  }
}
