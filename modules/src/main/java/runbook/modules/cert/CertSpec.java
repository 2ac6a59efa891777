package runbook.modules.cert;

import java.time.Duration;
import java.util.List;

/** The wanted content of a certificate. */
public record CertSpec(
    CertSubject certSubject,
    List<SubjectAltName> sans,
    List<KeyUsageName> usages,
    List<ExtendedUsageName> ekus,
    KeyType key,
    Duration valid) {

  public CertSpec {
    sans = sans.stream().distinct().toList();
    usages = usages.stream().distinct().toList();
    ekus = ekus.stream().distinct().toList();
  }

  /** Returns the specification of a client certificate. */
  public static CertSpec client(String commonName, Duration valid) {
    var key = KeyType.USUAL;
    return new CertSpec(
        new CertSubject("CN=" + commonName),
        List.of(),
        CertProfile.CLIENT.usages(key),
        CertProfile.CLIENT.ekus(),
        key,
        valid);
  }
}
