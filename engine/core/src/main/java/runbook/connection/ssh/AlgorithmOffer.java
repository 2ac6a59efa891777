package runbook.connection.ssh;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;

/**
 * Decides which algorithms a login offers, and explains it if the machine has none of them. MINA
 * only ends the session then, as it does if a machine hangs up.
 */
final class AlgorithmOffer implements SessionListener {

  private static final Map<KexProposalOption, String> KINDS =
      new EnumMap<>(
          Map.of(
              KexProposalOption.ALGORITHMS, "key exchange",
              KexProposalOption.SERVERKEYS, "type of host key",
              KexProposalOption.C2SENC, "cipher",
              KexProposalOption.S2CENC, "cipher",
              KexProposalOption.C2SMAC, "MAC",
              KexProposalOption.S2CMAC, "MAC",
              KexProposalOption.C2SCOMP, "compression",
              KexProposalOption.S2CCOMP, "compression"));

  /** The most characters of a machine's offer in a message. */
  private static final int LONGEST = 300;

  @Override
  public void sessionCreated(Session session) {
    var loginAttempt = LoginAttempt.of(session);
    if (loginAttempt.legacyAlgorithms) {
      OldAlgorithms.addTo(session);
    }
    var words = loginAttempt.sshHop.exchanges();
    if (!words.isEmpty()) {
      session.setKeyExchangeFactories(
          KeyExchanges.chosen(session.getKeyExchangeFactories(), words));
    }
  }

  @Override
  public void sessionNegotiationEnd(
      Session session,
      Map<KexProposalOption, String> ours,
      Map<KexProposalOption, String> theirs,
      Map<KexProposalOption, String> agreed,
      Throwable problem) {
    if (problem != null) {
      KINDS.keySet().stream()
          .filter(kind -> !common(kind, ours, theirs) && !agreed.containsKey(kind))
          .findFirst()
          .ifPresent(kind -> explain(LoginAttempt.of(session), kind, theirs.get(kind)));
    }
  }

  private static boolean common(
      KexProposalOption kind,
      Map<KexProposalOption, String> ours,
      Map<KexProposalOption, String> theirs) {
    var offered = List.of(theirs.getOrDefault(kind, "").split(",", -1));
    return Stream.of(ours.getOrDefault(kind, "").split(",", -1)).anyMatch(offered::contains);
  }

  private static void explain(LoginAttempt loginAttempt, KexProposalOption kind, String offered) {
    boolean old = !loginAttempt.legacyAlgorithms && OldAlgorithms.haveOneOf(offered);
    loginAttempt.refuse(
        "no %s of %s is accepted here; it offers %s"
            .formatted(KINDS.get(kind), loginAttempt.sshHop, shortened(offered)),
        old
            ? "update sshd there, or allow old algorithms for this host with"
                + " `ssh_legacy_algorithms: true` in the inventory"
            : "enable a current one in the configuration of sshd there");
  }

  private static String shortened(String offered) {
    var spaced = offered.replace(",", ", ");
    return spaced.length() > LONGEST ? spaced.substring(0, LONGEST) + "…" : spaced;
  }
}
