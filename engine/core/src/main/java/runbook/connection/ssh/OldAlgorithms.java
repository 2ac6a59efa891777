package runbook.connection.ssh;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.signature.BuiltinSignatures;

/** Algorithms that OpenSSH no longer offers, for machines that have no others. */
@SuppressWarnings("deprecation") // they are deprecated, which is why nothing else uses them
final class OldAlgorithms {

  private static final List<BuiltinDHFactories> EXCHANGES =
      List.of(BuiltinDHFactories.dhgex, BuiltinDHFactories.dhg14);

  private static final List<BuiltinCiphers> CIPHERS =
      List.of(
          BuiltinCiphers.aes128cbc,
          BuiltinCiphers.aes192cbc,
          BuiltinCiphers.aes256cbc,
          BuiltinCiphers.tripledescbc);

  private static final List<BuiltinMacs> MACS =
      List.of(BuiltinMacs.hmacsha1etm, BuiltinMacs.hmacsha1);

  private static final List<BuiltinSignatures> SIGNATURES = List.of(BuiltinSignatures.rsa);

  private static final Set<String> NAMES =
      Stream.of(EXCHANGES, CIPHERS, MACS, SIGNATURES)
          .flatMap(List::stream)
          .map(NamedResource::getName)
          .collect(Collectors.toSet());

  private OldAlgorithms() {}

  static <F extends NamedResource> List<F> removedFrom(List<F> algorithms) {
    return algorithms.stream().filter(a -> !NAMES.contains(a.getName())).toList();
  }

  /** Offers the old algorithms after the others. */
  static void addTo(Session session) {
    session.setKeyExchangeFactories(
        Stream.concat(
                session.getKeyExchangeFactories().stream(),
                EXCHANGES.stream().map(ClientBuilder.DH2KEX))
            .toList());
    session.setCipherFactories(and(session.getCipherFactories(), CIPHERS));
    session.setMacFactories(and(session.getMacFactories(), MACS));
    session.setSignatureFactories(and(session.getSignatureFactories(), SIGNATURES));
  }

  private static <F> List<F> and(List<F> first, List<? extends F> second) {
    return Stream.<F>concat(first.stream(), second.stream()).toList();
  }

  /** Returns whether a list of names, separated by commas, has one of these. */
  static boolean haveOneOf(String names) {
    return Stream.of(names.split(",", -1)).anyMatch(NAMES::contains);
  }
}
