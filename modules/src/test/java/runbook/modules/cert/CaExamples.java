package runbook.modules.cert;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import runbook.module.param.ControllerPath;

/** Certificate authorities as users would request them. */
final class CaExamples {

  private CaExamples() {}

  static CaSettings own(Path folder) {
    return own(folder, "ec-p256", Optional.empty());
  }

  static CaSettings own(Path folder, String key, Optional<String> passphrase) {
    return new CaSettings(
        Optional.of(new ControllerPath(folder)),
        "etcd-ca",
        Optional.empty(),
        new KeyType(key),
        Duration.ofDays(3650),
        passphrase.map(Passphrase::new),
        Optional.empty(),
        Optional.empty());
  }

  static CaSettings external(Path cert, Path key, Optional<String> passphrase) {
    return new CaSettings(
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
