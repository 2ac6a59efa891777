package runbook.project;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import runbook.module.param.FileContent;
import runbook.text.Problems;
import runbook.yaml.Node;

/**
 * A key that may sign roles.
 *
 * @param owner whose key it is
 * @param key the public key, in Base64
 */
record TrustedKey(String owner, String type, String key) {

  static final String EXAMPLE = "write trust: [ada@example.org ssh-ed25519 AAAA…]";

  private static final Pattern LINE =
      Pattern.compile(
          "(?:(?<owner>[^\\s\"#]+) +)??(?<type>(?:ssh|ecdsa|sk-ssh|sk-ecdsa)-[A-Za-z0-9@.-]+)"
              + " +(?<key>[A-Za-z0-9+/]+={0,2})(?: +(?<comment>.*))?");

  /** Reads a public key, as in a file of allowed signers or in {@code id_ed25519.pub}. */
  static Optional<TrustedKey> read(Node node, Problems problems) {
    var line = node instanceof Node.Scalar scalar ? scalar.raw().strip() : "";
    var parts = LINE.matcher(line);
    if (!parts.matches() || !isKey(parts.group("type"), parts.group("key"))) {
      problems.add(node.at(), "this is not a public SSH key", EXAMPLE);
      return Optional.empty();
    }
    var owner =
        Optional.ofNullable(parts.group("owner"))
            .or(() -> Optional.ofNullable(parts.group("comment")))
            .filter(word -> word.matches("[A-Za-z0-9@._+-]+"))
            .orElse("key");
    return Optional.of(new TrustedKey(owner, parts.group("type"), parts.group("key")));
  }

  /** A key begins with the length and name of its type. */
  private static boolean isKey(String type, String key) {
    try {
      var bytes = Base64.getDecoder().decode(key);
      var start = new String(bytes, StandardCharsets.ISO_8859_1);
      return start.startsWith("\0\0\0" + (char) type.length() + type);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Returns the line for a file of allowed signers. */
  String allowedSigner() {
    return "%s namespaces=\"git\" %s %s\n".formatted(owner, type, key);
  }

  /** Returns the fingerprint as OpenSSH prints it. */
  String fingerprint() {
    var digest = FileContent.newDigest().digest(Base64.getDecoder().decode(key));
    return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
  }
}
