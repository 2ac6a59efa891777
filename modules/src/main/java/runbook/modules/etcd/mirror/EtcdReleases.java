package runbook.modules.etcd.mirror;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import runbook.lab.LabFailure;
import runbook.lab.ProgramRunner;

/**
 * The available releases of etcd, cached for the next time: {@code
 * v3.5.16/etcd-v3.5.16-linux-amd64.tar.gz} with its SHA256SUMS, and so on.
 *
 * @param cache the folder of the cache
 * @param say receives messages about slow steps
 */
record EtcdReleases(Path cache, Consumer<String> say) {

  private static final Pattern FOLDER = Pattern.compile("v\\d+(\\.\\d+)*");

  public EtcdReleases(Consumer<String> say) {
    this(usualCache(), say);
  }

  private static Path usualCache() {
    return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
        .filter(folder -> !folder.isEmpty())
        .map(Path::of)
        .orElse(Path.of(System.getProperty("user.home"), ".cache"))
        .resolve("runbook/etcd");
  }

  /** Returns Debian's releases on Debian, else upstream's. */
  public Path usual() throws IOException, InterruptedException, LabFailure {
    return DebianReleases.here() ? ofDebian() : of(UpstreamReleases.usual());
  }

  public Path ofDebian() throws IOException, InterruptedException, LabFailure {
    if (!DebianReleases.here()) {
      throw new LabFailure(
          "this is not Debian, so its packages cannot provide etcd",
          "get upstream's with --from, or add your own: runbook lab mirror add FOLDER");
    }
    return kept("debian", DebianReleases::fill);
  }

  public Path of(UpstreamReleases upstreamReleases)
      throws IOException, InterruptedException, LabFailure {
    return kept(upstreamReleases.mark(), upstreamReleases::fill);
  }

  /** Clears the cache, so that newer releases are found. */
  public void forget() throws IOException, InterruptedException, LabFailure {
    // A folder with this name is always complete, even if this process is killed.
    var old = Path.of(cache + ".old");
    ProgramRunner.run(List.of("rm", "-rf", old.toString()));
    if (Files.exists(cache)) {
      Files.move(cache, old, StandardCopyOption.ATOMIC_MOVE);
      ProgramRunner.run(List.of("rm", "-rf", old.toString()));
    }
  }

  /** Returns the versions in a folder, the oldest first. */
  public static List<String> versions(Path releases) throws IOException {
    try (Stream<Path> folders = Files.list(releases)) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .filter(FOLDER.asMatchPredicate())
          .map(name -> name.substring(1))
          .sorted(Comparator.comparing(EtcdReleases::numbers, Arrays::compare))
          .toList();
    }
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
  }

  private interface Filling {
    void fill(Path draft, Consumer<String> say)
        throws IOException, InterruptedException, LabFailure;
  }

  /** Returns a cached folder, or fills it; it gets its name only when it is complete. */
  private Path kept(String name, Filling filling)
      throws IOException, InterruptedException, LabFailure {
    var folder = cache.resolve(name);
    synchronized (EtcdReleases.class) {
      Files.createDirectories(cache);
      try (var channel =
              FileChannel.open(
                  cache.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var _ = channel.lock()) {
        if (!Files.exists(folder)) {
          var draft = cache.resolve(name + ".draft");
          ProgramRunner.run(List.of("rm", "-rf", draft.toString()));
          Files.createDirectories(draft);
          filling.fill(draft, say);
          Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        }
      }
    }
    return folder;
  }
}
