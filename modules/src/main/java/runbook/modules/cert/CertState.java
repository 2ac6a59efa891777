package runbook.modules.cert;

import java.io.IOException;
import java.util.Optional;
import runbook.module.param.FileContent;
import runbook.modules.file.FileState;
import runbook.modules.file.FileState.Regular;

/**
 * A certificate and its private key on a host.
 *
 * @param ca the file with the certificates of the authority, if one is wanted
 * @param cutShort whether a replacement of the two was begun and not completed
 * @param plan the certificate that will be issued, so that there is nothing to read yet
 */
record CertState(
    FileState cert,
    FileState key,
    Optional<FileState> ca,
    PublicKeyPart part,
    boolean cutShort,
    Optional<PlannedCert> plan) {

  /** Longer than any chain of certificates. */
  private static final int LONGEST = 100_000;

  /** Returns whether at least one of the two exists. */
  boolean isThere() {
    return cert.isThere() || key.isThere();
  }

  /**
   * Reads the certificate.
   *
   * @throws IOException if there is none; the message says why
   */
  ParsedCert parsedCert() throws IOException {
    return ParsedCert.of(
        text(cert).orElseThrow(() -> new IOException("this user may not read it")));
  }

  /** Returns the text of a file, or empty if it does not exist or cannot be read. */
  static Optional<String> text(FileState file) {
    return file.fileKind() instanceof Regular(var _, Optional<FileContent> content, boolean _)
        ? content.flatMap(c -> c.text(LONGEST))
        : Optional.empty();
  }

  /** Returns the same pair with these files. */
  CertState with(FileState newCert, FileState newKey, Optional<FileState> newCa) {
    return new CertState(newCert, newKey, newCa, part, cutShort, plan);
  }

  @Override
  public String toString() {
    return plan.map(p -> "a certificate to be issued to " + p.certSpec().certSubject())
        .orElseGet(() -> {
          try {
            return parsedCert().toString();
          } catch (IOException e) {
            return "without a certificate: " + e.getMessage();
          }
        });
  }
}
