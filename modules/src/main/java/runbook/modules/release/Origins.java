package runbook.modules.release;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The origin for each address; a web client is made when the first web address is asked for. */
final class Origins implements AutoCloseable {

  private static final int MOST_ATTEMPTS = 3;
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final Duration patience;
  private final Disk disk = new Disk();
  private Optional<Web> web = Optional.empty();

  Origins(Duration patience) {
    this.patience = patience;
  }

  Origin of(URI address) {
    if ("file".equals(address.getScheme())) {
      return disk;
    }
    if (web.isEmpty()) {
      web = Optional.of(new Web(patience));
    }
    return web.get();
  }

  String text(URI from) throws NotHad, InterruptedException {
    return persist(() -> of(from).text(from));
  }

  List<String> names(URI folder) throws NotHad, InterruptedException {
    return persist(() -> of(folder).names(folder));
  }

  Optional<URI> redirect(URI from) throws NotHad, InterruptedException {
    return persist(() -> of(from).redirect(from));
  }

  /** Asks for something short. */
  private interface Question<T> {
    T ask() throws NotHad, InterruptedException;
  }

  /** Asks again, when that may help. */
  private static <T> T persist(Question<T> question) throws NotHad, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return question.ask();
      } catch (NotHad e) {
        if (!e.passing() || attempt == MOST_ATTEMPTS) {
          throw e;
        }
      }
      Thread.sleep(PAUSE.multipliedBy(attempt));
    }
  }

  @Override
  public void close() {
    web.ifPresent(Web::close);
  }
}
