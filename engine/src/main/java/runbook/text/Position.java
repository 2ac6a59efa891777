package runbook.text;

import java.util.Comparator;

/** A place in a source; line and column count from one. */
public record Position(Source source, int line, int column) implements Comparable<Position> {

  private static final Comparator<Position> ORDER =
      Comparator.comparing((Position p) -> p.source().name())
          .thenComparingInt(Position::line)
          .thenComparingInt(Position::column);

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return source.name() + ":" + line + ":" + column;
  }
}
