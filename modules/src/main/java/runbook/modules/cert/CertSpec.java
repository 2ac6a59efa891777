package runbook.modules.cert;

import java.time.Duration;
import java.util.List;

/** What a certificate shall be. */
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

  /** A certificate to connect to others with. */
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
