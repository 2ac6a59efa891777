package runbook.modules.cert;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.operator.DefaultAlgorithmNameFinder;
import runbook.modules.cert.KeyPart.Kind;
import runbook.modules.cert.KeyPart.Match;
import runbook.modules.file.FileState.Regular;

/**
 * Why a certificate has to be issued again; it is not, when there is none.
 *
 * @param ca empty when the authority is still to be made
 */
record Reasons(Order order, Optional<Authority> ca, Duration renewBefore, Instant now) {

  static final String OTHER_CA = "issued by another CA";

  List<String> of(PairState pair) {
    if (!(pair.cert().thing() instanceof Regular)) {
      return List.of("there is no certificate");
    }
    if (!(pair.key().thing() instanceof Regular)) {
      return List.of("there is no private key");
    }
    if (pair.part().kind() == Kind.BROKEN) {
      return List.of("not readable: there is no private key in its file");
    }
    if (pair.part().kind() == Kind.ENCRYPTED) {
      return List.of("the private key is encrypted");
    }
    try {
      return of(pair, pair.leaf());
    } catch (IOException e) {
      return List.of("not readable: " + e.getMessage());
    }
  }

  private List<String> of(PairState pair, Leaf leaf) {
    var reasons = new ArrayList<String>();
    var match = pair.part().match(leaf.own().getSubjectPublicKeyInfo());
    if (match == Match.NO) {
      reasons.add("the key does not match the certificate");
    } else if (match == Match.UNKNOWN && pair.cutShort()) {
      reasons.add("an earlier exchange was cut short");
    }
    issuer(leaf, reasons);
    if (!order.subject().encoded().equals(leaf.own().getSubject())) {
      reasons.add("subject %s → %s".formatted(leaf.own().getSubject(), order.subject()));
    }
    var sans = order.sans().stream().map(San::text).toList();
    changed("SAN +", sans, leaf.sans(), reasons);
    changed("SAN -", leaf.sans(), sans, reasons);
    var ekus = order.ekus().stream().map(ExtendedUsage::name).toList();
    changed("usage +", order.usages().stream().map(Usage::name).toList(), leaf.usages(), reasons);
    changed("usage +", ekus, leaf.ekus(), reasons);
    changed("usage -", leaf.ekus(), ekus, reasons);
    if (!leaf.keyType().equals(order.key().name())) {
      reasons.add("key type %s → %s".formatted(leaf.keyType(), order.key()));
    }
    if (leaf.isCa()) {
      reasons.add("it is that of an authority");
    }
    time(leaf, reasons);
    return List.copyOf(reasons);
  }

  private void issuer(Leaf leaf, List<String> reasons) {
    if (ca.isEmpty() || !Signing.signed(ca.get().certificate(), leaf.own())) {
      reasons.add(OTHER_CA);
      return;
    }
    var above = leaf.above();
    ca.get().between().stream()
        .filter(authority -> !above.contains(authority))
        .forEach(authority -> reasons.add("chain + " + authority.getSubject()));
    var algorithm =
        new DefaultAlgorithmNameFinder().getAlgorithmName(leaf.own().getSignatureAlgorithm());
    if (algorithm.startsWith("SHA1") || algorithm.startsWith("MD5")) {
      reasons.add("signed with " + algorithm);
    }
  }

  private static void changed(
      String what, Collection<String> these, Collection<String> others, List<String> reasons) {
    these.stream()
        .filter(one -> !others.contains(one))
        .forEach(one -> reasons.add(what + " " + one));
  }

  private void time(Leaf leaf, List<String> reasons) {
    if (leaf.begin().isAfter(now)) {
      reasons.add("not valid before " + leaf.begin());
    }
    var left = Duration.between(now, leaf.end());
    if (left.compareTo(renewBefore) < 0 && leaf.end().isBefore(latest())) {
      reasons.add(
          left.isNegative()
              ? "expired %s ago".formatted(Spans.of(left.negated()))
              : "expires in " + Spans.of(left));
    }
  }

  /** One that ends with its authority gains nothing; a moment is lost between two looks. */
  private Instant latest() {
    var own = now.plus(order.valid()).minus(Authority.BACK_DATED);
    var end = ca.map(Authority::end).filter(own::isAfter).orElse(own);
    return end.minus(Duration.ofMinutes(1));
  }
}
