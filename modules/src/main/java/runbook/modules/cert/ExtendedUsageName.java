package runbook.modules.cert;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import runbook.module.Doc;
import runbook.module.Example;

/** A purpose that a certificate may be used for. */
@Doc("an extended usage such as serverAuth or clientAuth")
@Example("serverAuth")
public record ExtendedUsageName(String name) {

  static final ExtendedUsageName SERVER = new ExtendedUsageName("serverAuth");
  static final ExtendedUsageName CLIENT = new ExtendedUsageName("clientAuth");

  public ExtendedUsageName {
    if (!purposes().containsKey(name)) {
      throw new IllegalArgumentException(
          "'%s' is none of %s".formatted(name, String.join(", ", purposes().keySet())));
    }
  }

  private static Map<String, KeyPurposeId> purposes() {
    return new TreeMap<>(
        Map.of(
            "serverAuth", KeyPurposeId.id_kp_serverAuth,
            "clientAuth", KeyPurposeId.id_kp_clientAuth,
            "codeSigning", KeyPurposeId.id_kp_codeSigning,
            "emailProtection", KeyPurposeId.id_kp_emailProtection,
            "timeStamping", KeyPurposeId.id_kp_timeStamping,
            "OCSPSigning", KeyPurposeId.id_kp_OCSPSigning));
  }

  KeyPurposeId encoded() {
    return Optional.ofNullable(purposes().get(name)).orElseThrow();
  }

  /** Returns the name of a purpose, or its number if it has no name here. */
  static String of(KeyPurposeId purpose) {
    return purposes().entrySet().stream()
        .filter(known -> known.getValue().equals(purpose))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseGet(purpose::getId);
  }

  @Override
  public String toString() {
    return name;
  }
}
