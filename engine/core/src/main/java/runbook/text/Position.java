package runbook.text;

import java.util.Comparator;

/**
 * A position in a source. Line and column count from one, columns in code points. Line zero means
 * the whole source.
 */
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
    return line == 0 ? source.name() : source.name() + ":" + line + ":" + column;
  }
}
