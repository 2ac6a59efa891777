package runbook.modules.cert;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x509.KeyUsage;
import runbook.module.Doc;
import runbook.module.Example;

/** A use that a key is allowed. */
@Doc("a usage such as digitalSignature or keyEncipherment")
@Example("digitalSignature")
public record KeyUsageName(String name) {

  static final KeyUsageName SIGNATURE = new KeyUsageName("digitalSignature");
  static final KeyUsageName ENCIPHERMENT = new KeyUsageName("keyEncipherment");

  public KeyUsageName {
    if (!bits().containsKey(name)) {
      throw new IllegalArgumentException(
          "'%s' is none of %s".formatted(name, String.join(", ", bits().keySet())));
    }
  }

  private static Map<String, Integer> bits() {
    var bits = new LinkedHashMap<String, Integer>();
    bits.put("digitalSignature", KeyUsage.digitalSignature);
    bits.put("nonRepudiation", KeyUsage.nonRepudiation);
    bits.put("keyEncipherment", KeyUsage.keyEncipherment);
    bits.put("dataEncipherment", KeyUsage.dataEncipherment);
    bits.put("keyAgreement", KeyUsage.keyAgreement);
    return bits;
  }

  static KeyUsage encoded(List<KeyUsageName> usages) {
    return new KeyUsage(
        usages.stream().mapToInt(u -> bits().get(u.name)).reduce(0, (a, b) -> a | b));
  }

  /** A certificate without this extension allows every use. */
  static Set<String> of(Optional<KeyUsage> usage) {
    return bits().entrySet().stream()
        .filter(bit -> usage.map(u -> u.hasUsages(bit.getValue())).orElse(true))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public String toString() {
    return name;
  }
}
