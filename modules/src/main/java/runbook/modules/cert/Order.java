package runbook.modules.cert;

import java.time.Duration;
import java.util.List;

/** What a certificate shall be. */
public record Order(
    Subject subject,
    List<San> sans,
    List<Usage> usages,
    List<ExtendedUsage> ekus,
    KeyType key,
    Duration valid) {

  public Order {
    sans = sans.stream().distinct().toList();
    usages = usages.stream().distinct().toList();
    ekus = ekus.stream().distinct().toList();
  }

  /** A certificate to connect to others with. */
  public static Order client(String commonName, Duration valid) {
    var key = KeyType.USUAL;
    return new Order(
        new Subject("CN=" + commonName),
        List.of(),
        Profile.CLIENT.usages(key),
        Profile.CLIENT.ekus(),
        key,
        valid);
  }
}
