package runbook.modules.release;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the digest of an archive comes from: from the user, or else from a list that the publisher
 * has put next to the archive. A list that came over plain http proves nothing: whoever changes the
 * archive on the way changes the list, too.
 *
 * @param sha256 the digest that the user gave for this archive
 * @param byFile the digests that the user gave, by the file names of archives
 * @param sums the name of the list, with placeholders
 * @param allowHttp whether the list may come over http
 */
record ReleaseDigests(
    Optional<String> sha256, Map<String, String> byFile, String sums, boolean allowHttp) {

  private static final String THIS_MACHINE =
      "http://(localhost|127(\\.\\d+){3}|\\[::1])(:\\d+)?/.*";

  ReleaseDigests {
    byFile = Map.copyOf(byFile);
  }

  /** Returns whether anyone on the network could replace what comes from this address. */
  static boolean isExposed(String address) {
    return address.startsWith("http://") && !address.matches(THIS_MACHINE);
  }

  /** Returns the message for a download that nothing protects. */
  static String refusal(String address, String parameter) {
    return "'%s' is not encrypted, so anyone on the network can replace the file: use https, give its '%s', or write 'allow_http: true'"
        .formatted(address, parameter);
  }

  /** Returns the digest that the user gave for an archive. */
  Optional<String> given(String file) {
    return sha256.or(() -> Optional.ofNullable(byFile.get(file)));
  }

  boolean noneGiven() {
    return sha256.isEmpty() && byFile.isEmpty();
  }

  /** Returns whether the list next to this archive may be asked for. */
  boolean trusts(URI archive) {
    return allowHttp || !isExposed(archive.toString());
  }

  /** Returns the lists that may be asked for. */
  List<URI> lists(List<URI> archives, String name, String version, String arch) {
    var list = MirrorUrls.filled(sums, name, version, arch);
    return archives.stream().filter(this::trusts).map(archive -> archive.resolve(list)).toList();
  }
}
