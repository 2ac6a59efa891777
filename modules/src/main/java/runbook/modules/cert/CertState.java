package runbook.modules.cert;

import java.io.IOException;
import java.util.Optional;
import runbook.module.param.FileContent;
import runbook.modules.file.FileState;
import runbook.modules.file.FileState.Regular;

/**
 * A certificate and its private key on a host.
 *
 * @param ca the file with the certificates of the authority, where one was asked for
 * @param cutShort an exchange of the two was begun and not ended
 * @param plan what is about to be issued, so that there is nothing to read yet
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

  /** Whether there is anything of the two. */
  boolean isThere() {
    return cert.isThere() || key.isThere();
  }

  /**
   * Reads the certificate.
   *
   * @throws IOException when there is none; the message says why
   */
  ParsedCert leaf() throws IOException {
    return ParsedCert.of(
        text(cert).orElseThrow(() -> new IOException("this user may not read it")));
  }

  /** Empty when it is not there or not to be read. */
  static Optional<String> text(FileState file) {
    return file.fileKind() instanceof Regular(var _, Optional<FileContent> content, boolean _)
        ? content.flatMap(c -> c.text(LONGEST))
        : Optional.empty();
  }

  /** The same pair, of which the files have become these. */
  CertState with(FileState newCert, FileState newKey, Optional<FileState> newCa) {
    return new CertState(newCert, newKey, newCa, part, cutShort, plan);
  }

  @Override
  public String toString() {
    return plan.map(p -> "a certificate to be issued to " + p.certSpec().certSubject())
        .orElseGet(() -> {
          try {
            return leaf().toString();
          } catch (IOException e) {
            return "without a certificate: " + e.getMessage();
          }
        });
  }
}
