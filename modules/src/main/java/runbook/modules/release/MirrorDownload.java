package runbook.modules.release;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Downloads a file from the first mirror that has it. A broken download resumes, even from the next
 * mirror, as the digest is verified in the end.
 */
final class MirrorDownload {

  private static final int MOST_IN_VAIN = 3;
  private static final int MOST_ATTEMPTS = 50;
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration TELL_EVERY = Duration.ofMillis(500);

  private final List<URI> mirrors;
  private final Path to;
  private final ReleaseSources releaseSources;
  private final Consumer<String> progress;
  private long told = System.nanoTime();

  MirrorDownload(
      List<URI> mirrors, Path to, ReleaseSources releaseSources, Consumer<String> progress) {
    this.mirrors = mirrors;
    this.to = to;
    this.releaseSources = releaseSources;
    this.progress = progress;
  }

  /** Downloads the file; returns the failure of each mirror, or empty if one succeeded. */
  Optional<List<String>> bring() throws IOException, InterruptedException {
    var failures = new ArrayList<String>();
    for (var mirror : mirrors) {
      try {
        bring(mirror);
        return Optional.empty();
      } catch (DownloadException e) {
        failures.add(e.getMessage());
      }
    }
    return Optional.of(failures);
  }

  private void bring(URI mirror) throws DownloadException, IOException, InterruptedException {
    int inVain = 0;
    for (int attempt = 1; ; attempt++) {
      long before = size();
      try {
        releaseSources.of(mirror).fetch(mirror, to, (bytes, total) -> tell(mirror, bytes, total));
        return;
      } catch (DownloadException e) {
        inVain = size() > before ? 0 : inVain + 1;
        if (!e.isTemporary() || inVain == MOST_IN_VAIN || attempt == MOST_ATTEMPTS) {
          throw e;
        }
      }
      Thread.sleep(PAUSE.multipliedBy(1L << inVain));
    }
  }

  private long size() throws IOException {
    return Files.exists(to) ? Files.size(to) : 0;
  }

  private void tell(URI mirror, long bytes, long total) {
    if (System.nanoTime() - told < TELL_EVERY.toNanos()) {
      return;
    }
    told = System.nanoTime();
    progress.accept(
        total < 0
            ? "%s: %.1f MB".formatted(mirror, bytes / 1e6)
            : "%s: %.1f of %.1f MB".formatted(mirror, bytes / 1e6, total / 1e6));
  }
}
