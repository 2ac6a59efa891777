package runbook.modules.cert;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.operator.DefaultAlgorithmNameFinder;
import runbook.modules.cert.PublicKeyPart.KeyMatch;
import runbook.modules.cert.PublicKeyPart.KeyPartKind;
import runbook.modules.file.FileState.Regular;

/**
 * Finds the reasons to issue a certificate again; without a reason it is kept.
 *
 * @param ca empty if the authority is still to be made
 */
record RenewalReasons(CertSpec certSpec, Optional<CaSigner> ca, Duration renewBefore, Instant now) {

  static final String OTHER_CA = "issued by another CA";

  List<String> of(CertState pair) {
    if (!(pair.cert().fileKind() instanceof Regular)) {
      return List.of("there is no certificate");
    }
    if (!(pair.key().fileKind() instanceof Regular)) {
      return List.of("there is no private key");
    }
    if (pair.part().keyPartKind() == KeyPartKind.BROKEN) {
      return List.of("not readable: there is no private key in its file");
    }
    if (pair.part().keyPartKind() == KeyPartKind.ENCRYPTED) {
      return List.of("the private key is encrypted");
    }
    try {
      return of(pair, pair.parsedCert());
    } catch (IOException e) {
      return List.of("not readable: " + e.getMessage());
    }
  }

  private List<String> of(CertState pair, ParsedCert parsedCert) {
    var reasons = new ArrayList<String>();
    var keyMatch = pair.part().match(parsedCert.own().getSubjectPublicKeyInfo());
    if (keyMatch == KeyMatch.NO) {
      reasons.add("the key does not match the certificate");
    } else if (keyMatch == KeyMatch.UNKNOWN && pair.cutShort()) {
      reasons.add("an earlier replacement was interrupted");
    }
    issuer(parsedCert, reasons);
    if (!certSpec.certSubject().encoded().equals(parsedCert.own().getSubject())) {
      reasons.add(
          "subject %s → %s".formatted(parsedCert.own().getSubject(), certSpec.certSubject()));
    }
    var sans = certSpec.sans().stream().map(SubjectAltName::text).toList();
    changed("SAN +", sans, parsedCert.sans(), reasons);
    changed("SAN -", parsedCert.sans(), sans, reasons);
    var ekus = certSpec.ekus().stream().map(ExtendedUsageName::name).toList();
    changed(
        "usage +",
        certSpec.usages().stream().map(KeyUsageName::name).toList(),
        parsedCert.usages(),
        reasons);
    changed("usage +", ekus, parsedCert.ekus(), reasons);
    changed("usage -", parsedCert.ekus(), ekus, reasons);
    if (!parsedCert.keyType().equals(certSpec.key().name())) {
      reasons.add("key type %s → %s".formatted(parsedCert.keyType(), certSpec.key()));
    }
    if (parsedCert.isCa()) {
      reasons.add("it is the certificate of an authority");
    }
    time(parsedCert, reasons);
    return List.copyOf(reasons);
  }

  private void issuer(ParsedCert parsedCert, List<String> reasons) {
    if (ca.isEmpty() || !SignatureCheck.isSignedBy(ca.get().certificate(), parsedCert.own())) {
      reasons.add(OTHER_CA);
      return;
    }
    var above = parsedCert.above();
    ca.get().intermediates().stream()
        .filter(authority -> !above.contains(authority))
        .forEach(authority -> reasons.add("chain + " + authority.getSubject()));
    var algorithm =
        new DefaultAlgorithmNameFinder().getAlgorithmName(parsedCert.own().getSignatureAlgorithm());
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

  private void time(ParsedCert parsedCert, List<String> reasons) {
    if (parsedCert.notBefore().isAfter(now)) {
      reasons.add("not valid before " + parsedCert.notBefore());
    }
    var left = Duration.between(now, parsedCert.notAfter());
    if (left.compareTo(renewBefore) < 0 && parsedCert.notAfter().isBefore(latest())) {
      reasons.add(
          left.isNegative()
              ? "expired %s ago".formatted(DurationText.of(left.negated()))
              : "expires in " + DurationText.of(left));
    }
  }

  /** A new certificate cannot outlive its authority; allows a minute between two reads. */
  private Instant latest() {
    var own = now.plus(certSpec.valid()).minus(CaSigner.BACK_DATED);
    var end = ca.map(CaSigner::notAfter).filter(own::isAfter).orElse(own);
    return end.minus(Duration.ofMinutes(1));
  }
}
