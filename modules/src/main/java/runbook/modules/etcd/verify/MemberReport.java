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
 * The report of one member about itself and its cluster.
 *
 * @param trouble the reason why it does not answer
 * @param readable whether a read through the whole cluster succeeded
 * @param alarms the alarms that it raises
 * @param client how its client port treats clients without a certificate
 * @param peer how its peer port treats clients without a certificate
 * @param certificates the certificates that its ports show, if they can be seen
 */
record MemberReport(
    MemberAddress memberAddress,
    Optional<EtcdFailure> trouble,
    Optional<MemberStatus> status,
    Optional<MemberList> roster,
    boolean readable,
    Digest digest,
    List<String> alarms,
    AnonymousAccess client,
    AnonymousAccess peer,
    List<ShownCertificate> certificates) {

  /** The status of a member. */
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

  /**
   * The answer to the question for the digest of a member's data.
   *
   * @param problem why there is no digest, if it was asked for
   */
  record Digest(Optional<DataHash> hash, String problem) {

    static final Digest NONE = new Digest(Optional.empty(), "it was not asked");

    static Digest of(DataHash hash) {
      return new Digest(Optional.of(hash), "");
    }

    static Digest missing(String problem) {
      return new Digest(Optional.empty(), problem);
    }
  }

  /** The digest of all keys and values at a revision. */
  record DataHash(long revision, long digest, long compacted) {}

  /**
   * A certificate that a port shows.
   *
   * @param port client or peer
   */
  record ShownCertificate(String port, String subject, Instant until) {

    static ShownCertificate of(String port, X509Certificate shown) {
      return new ShownCertificate(
          port, shown.getSubjectX500Principal().getName(), shown.getNotAfter().toInstant());
    }
  }

  /** The treatment of a client without a certificate. */
  enum AnonymousAccess {
    REFUSED,
    LET_IN,
    /** No certificate is requested, because the port has no TLS. */
    PLAIN,
    UNKNOWN
  }

  String name() {
    return memberAddress.name();
  }

  Optional<DataHash> hash() {
    return digest.hash();
  }

  MemberReport digest(Digest other) {
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

  /** Returns the report of a member that does not answer. */
  static MemberReport silent(MemberAddress memberAddress, EtcdFailure trouble) {
    boolean tls = memberAddress.tls();
    return new MemberReport(
        memberAddress,
        Optional.of(trouble),
        Optional.empty(),
        Optional.empty(),
        false,
        Digest.NONE,
        List.of(),
        tls ? AnonymousAccess.UNKNOWN : AnonymousAccess.PLAIN,
        tls ? AnonymousAccess.UNKNOWN : AnonymousAccess.PLAIN,
        List.of());
  }

  /** Returns the same report with one more certificate. */
  MemberReport showing(ShownCertificate shownCertificate) {
    var more = new ArrayList<ShownCertificate>(List.of(shownCertificate));
    more.addAll(certificates);
    return new MemberReport(
        memberAddress,
        trouble,
        status,
        roster,
        readable,
        digest,
        alarms,
        client,
        peer,
        List.copyOf(more));
  }
}
