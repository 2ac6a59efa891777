package runbook.playbook;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import runbook.text.Position;
import runbook.value.Condition;
import runbook.yaml.Node;

/**
 * A point where hosts wait for each other. It opens when enough of them have arrived.
 *
 * @param vars variables that {@code when} can use in addition to those of the play
 */
public record Barrier(
    Position at,
    String name,
    Need need,
    Duration timeout,
    OnFailure onFailure,
    Condition when,
    Map<String, Node> vars,
    Set<String> tags)
    implements PlayElement {

  public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

  /** The consequence for the play if too few hosts arrive. */
  public enum OnFailure {
    /** The play ends for every host. */
    ABORT,
    /** The hosts that have arrived continue. */
    CONTINUE
  }

  /** The number of hosts that must arrive. */
  public sealed interface Need {

    /**
     * Returns the number of hosts needed, of all the play's hosts or of those {@code selected} by
     * the limit.
     */
    int of(int hosts, int selected);

    /** Every selected host. */
    record All() implements Need {
      @Override
      public int of(int hosts, int selected) {
        return selected;
      }
    }

    /** More than half of the play's hosts, regardless of the limit. */
    record Quorum() implements Need {
      @Override
      public int of(int hosts, int selected) {
        return hosts / 2 + 1;
      }
    }

    /** A number of hosts. */
    record Count(int count) implements Need {
      @Override
      public int of(int hosts, int selected) {
        return count;
      }
    }

    /** A share of the play's hosts, rounded up. */
    record Share(int percent) implements Need {
      @Override
      public int of(int hosts, int selected) {
        return (hosts * percent + 99) / 100;
      }
    }
  }
}
