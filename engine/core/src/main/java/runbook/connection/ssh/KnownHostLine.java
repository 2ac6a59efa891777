package runbook.connection.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A line of a known_hosts file. MINA's own reader ignores lines with patterns that it does not
 * support, and then a host counts as unknown that the file names.
 *
 * @param mark what the key is for
 * @param patterns the names in lower case, with wildcards, or one hash
 * @param key the key in Base64, which may be malformed
 */
record KnownHostLine(Mark mark, List<String> patterns, String type, String key) {

  /** What a key in a known_hosts file is for. */
  enum Mark {
    HOST_KEY,
    CERT_AUTHORITY,
    REVOKED
  }

  private static final String HASHED = "|1|";

  /** Returns empty for comments and for lines without a key, which OpenSSH ignores, too. */
  static Optional<KnownHostLine> parse(String line) {
    var words = List.of(line.strip().split("\\s+", 5));
    if (words.getFirst().startsWith("#")) {
      return Optional.empty();
    }
    if (!words.getFirst().startsWith("@")) {
      return parse(Mark.HOST_KEY, words);
    }
    var others = words.subList(1, words.size());
    return switch (words.getFirst()) {
      case "@cert-authority" -> parse(Mark.CERT_AUTHORITY, others);
      case "@revoked" -> parse(Mark.REVOKED, others);
      default -> Optional.empty();
    };
  }

  private static Optional<KnownHostLine> parse(Mark mark, List<String> words) {
    return words.size() < 3
        ? Optional.empty()
        : Optional.of(
            new KnownHostLine(mark, patterns(words.getFirst()), words.get(1), words.get(2)));
  }

  private static List<String> patterns(String hosts) {
    return hosts.startsWith(HASHED)
        ? List.of(hosts)
        : List.of(hosts.toLowerCase(Locale.ROOT).split(",", -1));
  }

  /** Returns whether the line names this host at this port. */
  boolean names(String host, int port) {
    var withPort = "[" + host + "]:" + port;
    return (names(withPort) || (port == 22 && names(host))) && !excludes(host);
  }

  private boolean names(String place) {
    return patterns.getFirst().startsWith(HASHED)
        ? isHashOf(place)
        : !excludes(place) && patterns.stream().anyMatch(p -> NamePatterns.match(p, place));
  }

  private boolean excludes(String place) {
    return patterns.stream()
        .anyMatch(p -> p.startsWith("!") && NamePatterns.match(p.substring(1), place));
  }

  private boolean isHashOf(String place) {
    var parts = patterns.getFirst().substring(HASHED.length()).split("\\|", -1);
    if (parts.length != 2) {
      return false;
    }
    try {
      var mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(parts[0]), "HmacSHA1"));
      return MessageDigest.isEqual(
          mac.doFinal(place.getBytes(UTF_8)), Base64.getDecoder().decode(parts[1]));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }
}
