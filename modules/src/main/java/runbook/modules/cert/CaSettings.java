package runbook.modules.cert;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import runbook.module.Default;
import runbook.module.Doc;
import runbook.module.param.ControllerPath;

/** The issuing authority: one that runbook makes on the controller, or an existing one. */
public record CaSettings(
    @Doc(
            "The folder on the controller for an authority that runbook makes; created with mode"
                + " 0700.")
        Optional<ControllerPath> dir,
    @Doc("The name of its files in 'dir': NAME.crt and NAME.key.") @Default("ca") String name,
    @Doc("The subject of an authority that runbook makes; the default is CN=NAME.")
        Optional<CertSubject> subject,
    @Doc("The type of key of an authority that runbook makes.") @Default("ec-p256") KeyType key,
    @Doc("How long an authority that runbook makes is valid; its certificates end no later.")
        @Default("10y")
        Duration valid,
    @Doc("The passphrase of its private key; if given, a key that runbook makes is encrypted.")
        Optional<Passphrase> passphrase,
    @Doc(
            "The certificate of an existing authority, a PEM file on the controller; those of the"
                + " authorities above it follow its own.")
        Optional<ControllerPath> cert,
    @Doc("The private key that belongs to 'cert': PKCS#1, SEC1 or PKCS#8, encrypted or not.")
        Optional<ControllerPath> privateKey) {

  public CaSettings {
    if (dir.isPresent() == cert.isPresent()) {
      throw new IllegalArgumentException(
          "'ca' needs either 'dir', to have an authority made, or 'cert' and 'private_key'");
    }
    if (cert.isPresent() != privateKey.isPresent()) {
      throw new IllegalArgumentException("'ca' needs both 'cert' and 'private_key'");
    }
    if (cert.isPresent() && subject.isPresent()) {
      throw new IllegalArgumentException(
          "'subject' is for an authority that runbook makes; 'cert' is an existing one");
    }
    if (!name.matches("[\\w.-]+") || name.startsWith(".")) {
      throw new IllegalArgumentException(
          "'name' of 'ca' must be letters, digits, '_', '-' and '.', and not begin with '.': '%s'"
              .formatted(name));
    }
  }

  /** Returns whether its certificate and key exist on the controller. */
  public boolean isThere() {
    return Files.exists(certFile()) && Files.exists(keyFile());
  }

  boolean isOwn() {
    return dir.isPresent();
  }

  Path certFile() {
    return cert.map(ControllerPath::path).orElseGet(() -> fileWithEnding(".crt"));
  }

  Path keyFile() {
    return privateKey.map(ControllerPath::path).orElseGet(() -> fileWithEnding(".key"));
  }

  Path fileWithEnding(String ending) {
    return dir.orElseThrow().path().resolve(name + ending);
  }

  CertSubject subjectOrDefault() {
    return subject.orElseGet(() -> new CertSubject("CN=" + name));
  }

  @Override
  public String toString() {
    return certFile().toString();
  }
}
