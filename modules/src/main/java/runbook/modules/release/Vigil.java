package runbook.modules.release;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/** Watches over something that is read, and closes it when it has been silent for too long. */
final class Vigil implements AutoCloseable {

  private final long patience;
  private final Thread watch;
  private volatile long heard = System.nanoTime();
  private volatile boolean silent;

  Vigil(Duration patience, Closeable read) {
    this.patience = patience.toNanos();
    this.watch = Thread.ofVirtual().start(() -> watch(read));
  }

  /** A sign of life. */
  void heard() {
    heard = System.nanoTime();
  }

  /** Whether it was closed for its silence. */
  boolean silent() {
    return silent;
  }

  private void watch(Closeable read) {
    try {
      for (long left = patience; left > 0; left = heard + patience - System.nanoTime()) {
        Thread.sleep(Duration.ofNanos(left));
      }
      silent = true;
      read.close();
    } catch (InterruptedException e) {
      // It was read to its end, and nobody needs to watch any more.
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // What cannot even be closed is told by whoever reads it.
      silent = true;
    }
  }

  @Override
  public void close() {
    watch.interrupt();
  }
}
