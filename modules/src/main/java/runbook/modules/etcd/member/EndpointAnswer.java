package runbook.modules.etcd.member;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import runbook.module.PortProbeResult;
import runbook.modules.etcd.EtcdFailure;
import runbook.modules.etcd.MemberList;

/**
 * The result of a query at one client URL.
 *
 * @param endpointReachability the state of the port, found without etcd
 * @param id the member that answered; zero if none did
 * @param leader the leader in the view of this member; zero if it sees none
 * @param healthy whether a read through the whole cluster succeeded
 * @param trouble the reason why it did not answer
 * @param well the client URLs of all members it knows that answered a read; empty if that was not
 *     checked
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

  /** The reaction of a port to a connection. */
  enum EndpointReachability {
    OPEN,
    REFUSED,
    SILENT,
    /** The host has no program to try a port with. */
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

  /** Returns whether a process may listen. */
  boolean mayListen() {
    return endpointReachability == EndpointReachability.OPEN
        || endpointReachability == EndpointReachability.UNKNOWN;
  }

  EndpointAnswer roster(UnaryOperator<MemberList> how) {
    return new EndpointAnswer(
        endpoint, endpointReachability, id, leader, healthy, roster.map(how), trouble, well);
  }
}
