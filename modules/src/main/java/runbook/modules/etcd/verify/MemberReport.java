package runbook.modules.etcd.verify;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runbook.modules.etcd.EtcdFailure;
import runbook.modules.etcd.MemberList;
import runbook.modules.etcd.verify.WantedCluster.MemberAddress;

/**
 * What one member says of itself and of its cluster, however it was asked.
 *
 * @param trouble why it does not answer
 * @param readable a read through the whole cluster came back
 * @param alarms what it raises alarm about
 * @param client what becomes of those who come to its client port without a certificate
 * @param peer the same of the port for its peers
 * @param certificates those it shows, as far as they could be seen
 */
record MemberReport(
    MemberAddress memberAddress,
    Optional<EtcdFailure> trouble,
    Optional<MemberStatus> status,
    Optional<MemberList> roster,
    boolean readable,
    Optional<DataHash> hash,
    List<String> alarms,
    AnonymousAccess client,
    AnonymousAccess peer,
    List<ShownCertificate> certificates) {

  /** What etcd tells of its state. */
  record MemberStatus(
      long id,
      long cluster,
      String version,
      long dbSize,
      long dbUsed,
      long leader,
      long term,
      long index,
      long applied,
      List<String> errors) {}

  /** The digest of all keys and values at a revision. */
  record DataHash(long revision, long digest, long compacted) {}

  /**
   * A certificate that a port shows.
   *
   * @param port what it is for: client or peer
   */
  record ShownCertificate(String port, String subject, Instant until) {

    static ShownCertificate of(String port, X509Certificate shown) {
      return new ShownCertificate(
          port, shown.getSubjectX500Principal().getName(), shown.getNotAfter().toInstant());
    }
  }

  /** What becomes of a caller without a certificate. */
  enum AnonymousAccess {
    REFUSED,
    LET_IN,
    /** Nobody asks for certificates, as nothing is encrypted. */
    PLAIN,
    UNKNOWN
  }

  String name() {
    return memberAddress.name();
  }

  MemberReport hash(Optional<DataHash> other) {
    return new MemberReport(
        memberAddress,
        trouble,
        status,
        roster,
        readable,
        other,
        alarms,
        client,
        peer,
        certificates);
  }

  /** What is known of a member that does not answer. */
  static MemberReport silent(MemberAddress memberAddress, EtcdFailure trouble) {
    boolean tls = memberAddress.tls();
    return new MemberReport(
        memberAddress,
        Optional.of(trouble),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        List.of(),
        tls ? AnonymousAccess.UNKNOWN : AnonymousAccess.PLAIN,
        tls ? AnonymousAccess.UNKNOWN : AnonymousAccess.PLAIN,
        List.of());
  }

  /** The same, with one more certificate. */
  MemberReport showing(ShownCertificate shownCertificate) {
    var more = new ArrayList<ShownCertificate>(List.of(shownCertificate));
    more.addAll(certificates);
    return new MemberReport(
        memberAddress,
        trouble,
        status,
        roster,
        readable,
        hash,
        alarms,
        client,
        peer,
        List.copyOf(more));
  }
}
