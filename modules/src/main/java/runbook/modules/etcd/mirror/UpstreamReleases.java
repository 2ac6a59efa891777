package runbook.modules.etcd.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import runbook.lab.LabFailure;

/**
 * Releases from upstream, or from a copy of it.
 *
 * @param template the URL of a release, with {version} and {arch}; its SHA256SUMS is beside it
 */
record UpstreamReleases(String template, List<String> versions) {

  public static final String USUAL =
      "https://github.com/etcd-io/etcd/releases/download/v{version}/etcd-v{version}-linux-{arch}.tar.gz";

  /** The default versions, enough to try upgrades. */
  public static final List<String> SOME = List.of("3.5.16", "3.5.32", "3.6.14");

  static UpstreamReleases usual() {
    return new UpstreamReleases(USUAL, SOME);
  }

  /** Returns a name for the cache, different for each template and set of versions. */
  String mark() {
    return "upstream-" + Integer.toHexString(hashCode());
  }

  void fill(Path draft, Consumer<String> say) throws IOException, InterruptedException, LabFailure {
    try (var client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(20))
            .build()) {
      for (var version : versions) {
        var place =
            URI.create(template.replace("{version}", version).replace("{arch}", architecture()));
        say.accept("getting " + place);
        var folder = Files.createDirectory(draft.resolve("v" + version));
        var sums = folder.resolve("SHA256SUMS");
        get(client, place.resolve("SHA256SUMS"), sums);
        var file = folder.resolve("etcd-v%s-linux-%s.tar.gz".formatted(version, architecture()));
        get(client, place, file);
        verify(file, place, sums);
      }
    }
  }

  private static void get(HttpClient client, URI place, Path file)
      throws IOException, InterruptedException, LabFailure {
    HttpResponse<Path> answer;
    try {
      answer =
          client.send(
              HttpRequest.newBuilder(place).build(), HttpResponse.BodyHandlers.ofFile(file));
    } catch (IOException e) {
      throw unobtainable(place, e.toString());
    }
    if (answer.statusCode() != 200) {
      throw unobtainable(place, "the server answered " + answer.statusCode());
    }
  }

  private static LabFailure unobtainable(URI place, String why) {
    return new LabFailure(
        "cannot get " + place + ": " + why,
        "give a copy with --from, and its releases with --release, or add your own:"
            + " runbook lab mirror add FOLDER");
  }

  private static void verify(Path file, URI place, Path sums) throws IOException, LabFailure {
    var name = Path.of(place.getPath()).getFileName().toString();
    var wanted =
        Files.readAllLines(sums).stream()
            .map(line -> line.strip().split("\\s+\\*?", 2))
            .filter(words -> words.length == 2 && words[1].equals(name))
            .map(words -> words[0])
            .findFirst()
            .orElseThrow(() -> unobtainable(place, "it is not in the SHA256SUMS beside it"));
    var sum = sum(file);
    if (!sum.equals(wanted)) {
      throw unobtainable(place, "its SHA-256 is %s, but SHA256SUMS has %s".formatted(sum, wanted));
    }
    // Hosts request it by its upstream name, even if the copy has another.
    Files.write(sums, (sum + "  " + file.getFileName() + "\n").getBytes(UTF_8));
  }

  private static String sum(Path file) throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(java.io.OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String architecture() {
    var name = System.getProperty("os.arch");
    return name.equals("aarch64") ? "arm64" : name;
  }
}
