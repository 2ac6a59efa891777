package runbook.modules.cert;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import runbook.module.Default;
import runbook.module.Doc;
import runbook.module.param.ControllerPath;

/**
 * The authority that issues: one of the controller's own, which is made if it is not there, or one
 * from elsewhere.
 */
public record CaSettings(
    @Doc("The folder on the controller where an own authority is kept; made with mode 0700.")
        Optional<ControllerPath> dir,
    @Doc("The name of its files there: NAME.crt and NAME.key.") @Default("ca") String name,
    @Doc("Who an authority that is made is; when left out, CN=NAME.") Optional<CertSubject> subject,
    @Doc("The kind of key of an authority that is made.") @Default("ec-p256") KeyType key,
    @Doc("How long an authority that is made is valid; what it issues ends with it.")
        @Default("10y")
        Duration valid,
    @Doc("The passphrase of its private key: one that is made is encrypted with it.")
        Optional<Passphrase> passphrase,
    @Doc(
            "The certificate of an authority from elsewhere, a PEM file on the controller: its own"
                + " first, then those of the authorities above it.")
        Optional<ControllerPath> cert,
    @Doc("The private key that belongs to 'cert': PKCS#1, SEC1 or PKCS#8, encrypted or not.")
        Optional<ControllerPath> privateKey) {

  public CaSettings {
    if (dir.isPresent() == cert.isPresent()) {
      throw new IllegalArgumentException(
          "'ca' needs either 'dir', for an authority of its own, or 'cert' and 'private_key'");
    }
    if (cert.isPresent() != privateKey.isPresent()) {
      throw new IllegalArgumentException("'cert' and 'private_key' of 'ca' go together");
    }
    if (cert.isPresent() && subject.isPresent()) {
      throw new IllegalArgumentException(
          "'subject' is for an authority that is made, and 'cert' is one already");
    }
    if (!name.matches("[\\w.-]+") || name.startsWith(".")) {
      throw new IllegalArgumentException(
          "'name' of 'ca' is part of a file's name: '%s'".formatted(name));
    }
  }

  /** Whether this controller has it, with its key. */
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
