package runbook.modules.release;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import runbook.module.ControllerResource;
import runbook.module.Unobtainable;

/**
 * A release for one architecture, on the controller: downloaded, verified and unpacked, unless the
 * cache has it.
 */
record Release(
    String name,
    String version,
    MirrorUrls mirrorUrls,
    String arch,
    ReleaseDigests releaseDigests,
    Path cache,
    Duration patience)
    implements ControllerResource {

  static final String LATEST = "latest";

  /**
   * The latest versions found in this run. Each is asked for once and is the same for all hosts and
   * architectures.
   */
  private static final Map<MirrorUrls, String> LATEST_VERSIONS = new ConcurrentHashMap<>();

  @Override
  public Map<String, Object> obtain() throws Unobtainable, InterruptedException {
    return obtain(progress -> {});
  }

  @Override
  public Map<String, Object> obtain(Consumer<String> progress)
      throws Unobtainable, InterruptedException {
    try (var releaseSources = new ReleaseSources(patience)) {
      var exact = version.equals(LATEST) ? latest(releaseSources) : version;
      return new ReleaseDownload(this, exact, new ReleaseCache(cache), releaseSources, progress)
          .values();
    } catch (ReleaseCache.SharedFolderException e) {
      throw new Unobtainable(
          "the cache %s cannot be trusted: %s".formatted(cache, e.getMessage()),
          "give a folder of your own with 'cache', or run `chmod go-w` on it");
    } catch (FileSystemException e) {
      throw new Unobtainable(
          "the cache %s cannot be used: %s".formatted(cache, said(e)),
          "free some space, allow writing there, or name another folder with 'cache'");
    } catch (IOException e) {
      throw new Unobtainable(
          "the cache %s cannot be used: %s".formatted(cache, e.getMessage()),
          "free some space there, or name another folder with 'cache'");
    }
  }

  private static String said(FileSystemException e) {
    var reason = Optional.ofNullable(e.getReason()).orElseGet(() -> e.getClass().getSimpleName());
    return reason + ": " + e.getFile();
  }

  private String latest(ReleaseSources releaseSources) throws Unobtainable, InterruptedException {
    synchronized (LATEST_VERSIONS) {
      var known = Optional.ofNullable(LATEST_VERSIONS.get(mirrorUrls));
      if (known.isPresent()) {
        return known.get();
      }
      var failures = new StringBuilder();
      for (var template : mirrorUrls.templates()) {
        try {
          var found = new LatestVersion(name, template).version(releaseSources);
          LATEST_VERSIONS.put(mirrorUrls, found);
          return found;
        } catch (DownloadException e) {
          failures.append(failures.isEmpty() ? "" : "; ").append(e.getMessage());
        }
      }
      throw new Unobtainable(
          "the latest version of %s cannot be found: %s".formatted(name, failures),
          "give the version, such as 'version: \"1.2.3\"'");
    }
  }
}
