package runbook.modules.cert;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import runbook.module.param.Content;
import runbook.module.param.Mode;
import runbook.modules.file.FileState;
import runbook.modules.file.FileState.Regular;
import runbook.modules.file.Rights;

/**
 * What a user wants of a key and its certificate.
 *
 * @param keyRights who may do what with the private key
 * @param rights who may do what with the certificates
 * @param now the moment from which on it is judged what expires
 */
record PairWish(
    Order order, Ca ca, Duration renewBefore, Rights keyRights, Rights rights, Instant now)
    implements UnaryOperator<PairState> {

  private static final Mode OF_KEYS = new Mode(0600);
  private static final Mode OF_CERTIFICATES = new Mode(0644);

  @Override
  public PairState apply(PairState is) {
    var authority = authority();
    var reasons = reasons(is, authority);
    var caFile = is.ca().map(file -> caFile(file, authority));
    if (reasons.isEmpty()) {
      return new PairState(
          kept(is.cert(), rights), kept(is.key(), keyRights), caFile, is.part(), false, is.plan());
    }
    return new PairState(
        placed(is.cert(), rights, OF_CERTIFICATES, Optional.empty()),
        placed(is.key(), keyRights, OF_KEYS, Optional.empty()),
        caFile,
        KeyPart.HIDDEN,
        false,
        Optional.of(new Plan(order, ca, authority.isEmpty(), reasons)));
  }

  List<String> reasons(PairState is) {
    return reasons(is, authority());
  }

  private List<String> reasons(PairState is, Optional<Authority> authority) {
    if (is.plan().isPresent()) {
      return is.plan().get().isFor(order, ca)
          ? List.of()
          : List.of("another certificate than an earlier step would issue");
    }
    return new Reasons(order, authority, renewBefore, now).of(is);
  }

  /** Empty while it is still to be made, which another host may do at any moment. */
  Optional<Authority> authority() {
    try {
      return CaStore.find(ca);
    } catch (CaFault e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Who issues, also before there is one. */
  String issuer() {
    return authority()
        .map(authority -> Pem.names(authority.certificates()))
        .orElseGet(() -> ca.whose().encoded().toString());
  }

  /** A file that also holds others, as while one authority takes over from another, is kept. */
  private FileState caFile(FileState file, Optional<Authority> authority) {
    if (authority.isEmpty()) {
      boolean isForeseen =
          file.thing() instanceof Regular(var _, var content, boolean fresh)
              && fresh
              && content.isEmpty();
      return isForeseen
          ? kept(file, rights)
          : placed(file, rights, OF_CERTIFICATES, Optional.empty());
    }
    return authority.get().isIn(PairState.text(file).orElse(""))
        ? kept(file, rights)
        : placed(file, rights, OF_CERTIFICATES, Optional.of(Content.of(authority.get().text())));
  }

  private static FileState kept(FileState file, Rights rights) {
    return file.access().map(access -> file.with(rights.of(access))).orElse(file);
  }

  /** Its content is not known yet, unless it is given. */
  private static FileState placed(
      FileState file, Rights rights, Mode usual, Optional<Content> content) {
    var access =
        file.thing() instanceof Regular regular
            ? rights.of(regular.access())
            : rights.ofNew(file.around(), usual);
    return file.with(new Regular(access, content, true));
  }
}
