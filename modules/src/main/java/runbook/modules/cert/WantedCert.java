package runbook.modules.cert;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import runbook.module.param.FileContent;
import runbook.module.param.FileMode;
import runbook.modules.file.FileState;
import runbook.modules.file.FileState.Regular;
import runbook.modules.file.WantedAccess;

/**
 * The wanted state of a key and its certificate.
 *
 * @param keyRights owner, group and mode of the private key
 * @param wantedAccess owner, group and mode of the certificates
 * @param now the time against which expiry is judged
 */
record WantedCert(
    CertSpec certSpec,
    CaSettings caSettings,
    Duration renewBefore,
    WantedAccess keyRights,
    WantedAccess wantedAccess,
    Instant now)
    implements UnaryOperator<CertState> {

  private static final FileMode OF_KEYS = new FileMode(0600);
  private static final FileMode OF_CERTIFICATES = new FileMode(0644);

  @Override
  public CertState apply(CertState is) {
    var authority = authority();
    var reasons = reasons(is, authority);
    var caFile = is.ca().map(file -> caFile(file, authority));
    if (reasons.isEmpty()) {
      return new CertState(
          kept(is.cert(), wantedAccess),
          kept(is.key(), keyRights),
          caFile,
          is.part(),
          false,
          is.plan());
    }
    return new CertState(
        placed(is.cert(), wantedAccess, OF_CERTIFICATES, Optional.empty()),
        placed(is.key(), keyRights, OF_KEYS, Optional.empty()),
        caFile,
        PublicKeyPart.HIDDEN,
        false,
        Optional.of(new PlannedCert(certSpec, caSettings, authority.isEmpty(), reasons)));
  }

  List<String> reasons(CertState is) {
    return reasons(is, authority());
  }

  private List<String> reasons(CertState is, Optional<CaSigner> authority) {
    if (is.plan().isPresent()) {
      return is.plan().get().isFor(certSpec, caSettings)
          ? List.of()
          : List.of("an earlier step would issue a different certificate");
    }
    return new RenewalReasons(certSpec, authority, renewBefore, now).of(is);
  }

  /** Returns the authority, or empty until it is made, which another host may do at any time. */
  Optional<CaSigner> authority() {
    try {
      return CaLoader.find(caSettings);
    } catch (CaException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the name of the authority, even before it exists. */
  String issuer() {
    return authority()
        .map(caSigner -> PemCodec.names(caSigner.certificates()))
        .orElseGet(() -> caSettings.subjectOrDefault().encoded().toString());
  }

  /** Keeps a file that also holds other authorities, as during a change of authority. */
  private FileState caFile(FileState file, Optional<CaSigner> authority) {
    if (authority.isEmpty()) {
      boolean isForeseen =
          file.fileKind() instanceof Regular(var _, var content, boolean fresh)
              && fresh
              && content.isEmpty();
      return isForeseen
          ? kept(file, wantedAccess)
          : placed(file, wantedAccess, OF_CERTIFICATES, Optional.empty());
    }
    return authority.get().isContainedIn(CertState.text(file).orElse(""))
        ? kept(file, wantedAccess)
        : placed(
            file,
            wantedAccess,
            OF_CERTIFICATES,
            Optional.of(FileContent.of(authority.get().text())));
  }

  private static FileState kept(FileState file, WantedAccess wantedAccess) {
    return file.access()
        .map(fileAccess -> file.with(wantedAccess.applyTo(fileAccess)))
        .orElse(file);
  }

  /** Returns the file as it will be; its content is unknown unless given. */
  private static FileState placed(
      FileState file, WantedAccess wantedAccess, FileMode usual, Optional<FileContent> content) {
    var fileAccess =
        file.fileKind() instanceof Regular regular
            ? wantedAccess.applyTo(regular.fileAccess())
            : wantedAccess.forNewFile(file.fileSurroundings(), usual);
    return file.with(new Regular(fileAccess, content, true));
  }
}
