package runbook.playbook;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import runbook.text.Position;
import runbook.value.Condition;
import runbook.yaml.Node;

/**
 * Where hosts wait for each other: it opens when enough of them have come.
 *
 * @param vars what {@code when} may ask for beside the variables of the play
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

  /** What becomes of the play when too few have come. */
  public enum OnFailure {
    /** It ends for every host. */
    ABORT,
    /** Those who have come go on. */
    CONTINUE
  }

  /** How many hosts must come. */
  public sealed interface Need {

    /** How many of the play's hosts that is; {@code selected} are those left by the limit. */
    int of(int hosts, int selected);

    /** Every host that is selected. */
    record All() implements Need {
      @Override
      public int of(int hosts, int selected) {
        return selected;
      }
    }

    /** More than half of the play's hosts, whatever the limit. */
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
