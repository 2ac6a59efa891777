package runbook.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.semver4j.Semver;
import runbook.project.GitProgram.GitResult;

/** Checks that a version of a role is signed by a key that the project trusts. */
final class SignatureVerifier {

  private static final byte[] NOTHING = {};
  private static final String SSH = "-----BEGIN SSH SIGNATURE-----";

  private static final Pattern ANY_SIGNATURE =
      Pattern.compile(
          "^(?:gpgsig(?:-sha256)? )?-----BEGIN [A-Z ]*(?:SIGNATURE|MESSAGE)-----",
          Pattern.MULTILINE);

  private static final Pattern SIGNER =
      Pattern.compile("^Good \"git\" signature .*key (SHA256:\\S+)", Pattern.MULTILINE);

  private final List<TrustedKey> trust;
  private final Path allowed;

  private SignatureVerifier(List<TrustedKey> trust, Path allowed) {
    this.trust = trust;
    this.allowed = allowed;
  }

  /**
   * Creates the verifier.
   *
   * @param allowed a file to write the keys to, for ssh-keygen
   */
  static SignatureVerifier of(List<TrustedKey> trust, Path allowed) throws IOException {
    Files.writeString(
        allowed, trust.stream().map(TrustedKey::allowedSigner).collect(Collectors.joining()));
    return new SignatureVerifier(trust, allowed);
  }

  /** Returns the fingerprint of the key that signed a tag, or else its commit. */
  String verify(GitSource source, GitTag tag, Semver version, RoleWish wish)
      throws GetFailure, InterruptedException {
    boolean isTagObject = !tag.object().equals(tag.commit());
    var text = isTagObject ? source.object("tag", tag.object(), wish.at()) : "";
    if (isTagObject && ANY_SIGNATURE.matcher(text).find()) {
      // A signed tag of another version must not pass for this one.
      if (!text.contains("\ntag " + tag.name() + "\n")) {
        throw refused(tag, version, wish, "the tag was signed under another name");
      }
      return verify("verify-tag", tag.object(), text, source, tag, version, wish);
    }
    var commit = source.object("commit", tag.commit(), wish.at());
    if (!ANY_SIGNATURE.matcher(commit).find()) {
      throw refused(tag, version, wish, "neither the tag nor its commit is signed");
    }
    return verify("verify-commit", tag.commit(), commit, source, tag, version, wish);
  }

  private String verify(
      String command,
      String object,
      String text,
      GitSource source,
      GitTag tag,
      Semver version,
      RoleWish wish)
      throws GetFailure, InterruptedException {
    if (!text.contains(SSH)) {
      // Git would ask the user's own key ring, which says nothing about this project.
      throw refused(tag, version, wish, "it has no SSH signature");
    }
    var arguments =
        List.of(
            "-c",
            "gpg.ssh.allowedSignersFile=" + allowed.toAbsolutePath(),
            "-c",
            "gpg.ssh.program=ssh-keygen",
            command,
            "--raw",
            object);
    var said = GitProgram.run(source.repository(), wish.at(), arguments, NOTHING);
    var signer = signer(said);
    if (signer.isEmpty()) {
      throw said.err().contains("cannot run ssh-keygen")
          ? GetFailure.unavailable(
              wish.at(),
              "signatures cannot be checked without ssh-keygen",
              "install it: apt-get install openssh-client")
          : refused(tag, version, wish, "its signature is not valid: " + said.reason());
    }
    boolean isTrusted = trust.stream().anyMatch(key -> key.fingerprint().equals(signer.get()));
    if (!said.isDone() || !isTrusted) {
      throw refused(
          tag,
          version,
          wish,
          "it is signed by the key %s, which is not trusted".formatted(signer.get()));
    }
    return signer.get();
  }

  private static Optional<String> signer(GitResult said) {
    var line = SIGNER.matcher(said.err());
    return line.find() ? Optional.of(line.group(1)) : Optional.empty();
  }

  private static GetFailure refused(GitTag tag, Semver version, RoleWish wish, String why) {
    return GetFailure.refused(
        wish.at(),
        "%s %s is refused: %s (%s of %s)"
            .formatted(wish.name(), version, why, tag.name(), wish.origin()),
        "take a version that a key under 'trust' has signed, or add its key there if you trust it");
  }
}
