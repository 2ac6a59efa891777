package runbook.modules.release;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Finds the source for each address; a web client is made for the first web address. */
final class ReleaseSources implements AutoCloseable {

  private static final int MOST_ATTEMPTS = 3;
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final Duration patience;
  private final FolderSource folderSource = new FolderSource();
  private Optional<WebSource> web = Optional.empty();

  ReleaseSources(Duration patience) {
    this.patience = patience;
  }

  ReleaseSource of(URI address) {
    if ("file".equals(address.getScheme())) {
      return folderSource;
    }
    if (web.isEmpty()) {
      web = Optional.of(new WebSource(patience));
    }
    return web.get();
  }

  String text(URI from) throws DownloadException, InterruptedException {
    return persist(() -> of(from).text(from));
  }

  List<String> names(URI folder) throws DownloadException, InterruptedException {
    return persist(() -> of(folder).names(folder));
  }

  Optional<URI> redirect(URI from) throws DownloadException, InterruptedException {
    return persist(() -> of(from).redirect(from));
  }

  /** A request for something short. */
  private interface ShortRequest<T> {
    T ask() throws DownloadException, InterruptedException;
  }

  /** Repeats a request if that may help. */
  private static <T> T persist(ShortRequest<T> shortRequest)
      throws DownloadException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return shortRequest.ask();
      } catch (DownloadException e) {
        if (!e.isTemporary() || attempt == MOST_ATTEMPTS) {
          throw e;
        }
      }
      Thread.sleep(PAUSE.multipliedBy(attempt));
    }
  }

  @Override
  public void close() {
    web.ifPresent(WebSource::close);
  }
}
