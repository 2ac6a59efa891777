package runbook.modules.cert;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import runbook.module.param.ControllerPath;

/** Authorities as users would ask for them. */
final class Cas {

  private Cas() {}

  static Ca own(Path folder) {
    return own(folder, "ec-p256", Optional.empty());
  }

  static Ca own(Path folder, String key, Optional<String> passphrase) {
    return new Ca(
        Optional.of(new ControllerPath(folder)),
        "etcd-ca",
        Optional.empty(),
        new KeyType(key),
        Duration.ofDays(3650),
        passphrase.map(Passphrase::new),
        Optional.empty(),
        Optional.empty());
  }

  static Ca external(Path cert, Path key, Optional<String> passphrase) {
    return new Ca(
        Optional.empty(),
        "ca",
        Optional.empty(),
        KeyType.USUAL,
        Duration.ofDays(3650),
        passphrase.map(Passphrase::new),
        Optional.of(new ControllerPath(cert)),
        Optional.of(new ControllerPath(key)));
  }
}
