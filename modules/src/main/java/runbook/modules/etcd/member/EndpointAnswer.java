package runbook.modules.etcd.member;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import runbook.module.PortProbeResult;
import runbook.modules.etcd.EtcdFailure;
import runbook.modules.etcd.MemberList;

/**
 * What came of asking at one client URL.
 *
 * @param endpointReachability what is known of the port without asking etcd
 * @param id whose answer it is; zero when there was none
 * @param leader whom it takes for the leader; zero when nobody
 * @param healthy a read through the whole cluster has come back
 * @param trouble why it did not answer
 * @param well who of all the members it knows answered a read, by client URL; nobody when that was
 *     not asked
 */
record EndpointAnswer(
    String endpoint,
    EndpointReachability endpointReachability,
    long id,
    long leader,
    boolean healthy,
    Optional<MemberList> roster,
    Optional<EtcdFailure> trouble,
    List<String> well) {

  /** What a port does when somebody knocks. */
  enum EndpointReachability {
    OPEN,
    REFUSED,
    SILENT,
    /** The host has nothing to knock with. */
    UNKNOWN;

    static EndpointReachability of(PortProbeResult portProbeResult) {
      return switch (portProbeResult.portStatus()) {
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
    return endpointReachability == EndpointReachability.OPEN
        || endpointReachability == EndpointReachability.UNKNOWN;
  }

  EndpointAnswer roster(UnaryOperator<MemberList> how) {
    return new EndpointAnswer(
        endpoint, endpointReachability, id, leader, healthy, roster.map(how), trouble, well);
  }
}
