package runbook.modules.etcd.verify;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runbook.modules.etcd.Cause;
import runbook.modules.etcd.Roster;
import runbook.modules.etcd.verify.Wanted.Place;

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
record Testimony(
    Place place,
    Optional<Cause> trouble,
    Optional<Status> status,
    Optional<Roster> roster,
    boolean readable,
    Optional<Hash> hash,
    List<String> alarms,
    Strangers client,
    Strangers peer,
    List<Certificate> certificates) {

  /** What etcd tells of its state. */
  record Status(
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
  record Hash(long revision, long digest, long compacted) {}

  /**
   * A certificate that a port shows.
   *
   * @param port what it is for: client or peer
   */
  record Certificate(String port, String subject, Instant until) {

    static Certificate of(String port, X509Certificate shown) {
      return new Certificate(
          port, shown.getSubjectX500Principal().getName(), shown.getNotAfter().toInstant());
    }
  }

  /** What becomes of a caller without a certificate. */
  enum Strangers {
    REFUSED,
    LET_IN,
    /** Nobody asks for certificates, as nothing is encrypted. */
    PLAIN,
    UNKNOWN
  }

  String name() {
    return place.name();
  }

  Testimony hash(Optional<Hash> other) {
    return new Testimony(
        place, trouble, status, roster, readable, other, alarms, client, peer, certificates);
  }

  /** What is known of a member that does not answer. */
  static Testimony silent(Place place, Cause trouble) {
    boolean tls = place.tls();
    return new Testimony(
        place,
        Optional.of(trouble),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        List.of(),
        tls ? Strangers.UNKNOWN : Strangers.PLAIN,
        tls ? Strangers.UNKNOWN : Strangers.PLAIN,
        List.of());
  }

  /** The same, with one more certificate. */
  Testimony showing(Certificate certificate) {
    var more = new ArrayList<Certificate>(List.of(certificate));
    more.addAll(certificates);
    return new Testimony(
        place, trouble, status, roster, readable, hash, alarms, client, peer, List.copyOf(more));
  }
}
