package runbook.modules.etcd.member;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import runbook.module.Echo;
import runbook.modules.etcd.Cause;
import runbook.modules.etcd.Roster;

/**
 * What came of asking at one client URL.
 *
 * @param door what is known of the port without asking etcd
 * @param id whose answer it is; zero when there was none
 * @param leader whom it takes for the leader; zero when nobody
 * @param healthy a read through the whole cluster has come back
 * @param trouble why it did not answer
 * @param well who of all the members it knows answered a read, by client URL; nobody when that was
 *     not asked
 */
record Peer(
    String endpoint,
    Door door,
    long id,
    long leader,
    boolean healthy,
    Optional<Roster> roster,
    Optional<Cause> trouble,
    List<String> well) {

  /** What a port does when somebody knocks. */
  enum Door {
    OPEN,
    REFUSED,
    SILENT,
    /** The host has nothing to knock with. */
    UNKNOWN;

    static Door of(Echo echo) {
      return switch (echo.kind()) {
        case OPEN -> OPEN;
        case REFUSED -> REFUSED;
        case SILENT, BARRED -> SILENT;
        case UNKNOWN -> UNKNOWN;
      };
    }
  }

  boolean answers() {
    return id != 0;
  }

  /** Somebody may be there. */
  boolean mayListen() {
    return door == Door.OPEN || door == Door.UNKNOWN;
  }

  Peer roster(UnaryOperator<Roster> how) {
    return new Peer(endpoint, door, id, leader, healthy, roster.map(how), trouble, well);
  }
}
