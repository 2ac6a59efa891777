package runbook.modules.release;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/** Watches over something that is read, and closes it when it has been silent for too long. */
final class StallWatch implements AutoCloseable {

  private final long patience;
  private final Thread watch;
  private volatile long noteData = System.nanoTime();
  private volatile boolean isStalled;

  StallWatch(Duration patience, Closeable read) {
    this.patience = patience.toNanos();
    this.watch = Thread.ofVirtual().start(() -> watch(read));
  }

  /** A sign of life. */
  void noteData() {
    noteData = System.nanoTime();
  }

  /** Whether it was closed for its silence. */
  boolean isStalled() {
    return isStalled;
  }

  private void watch(Closeable read) {
    try {
      for (long left = patience; left > 0; left = noteData + patience - System.nanoTime()) {
        Thread.sleep(Duration.ofNanos(left));
      }
      isStalled = true;
      read.close();
    } catch (InterruptedException e) {
      // It was read to its end, and nobody needs to watch any more.
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // What cannot even be closed is told by whoever reads it.
      isStalled = true;
    }
  }

  @Override
  public void close() {
    watch.interrupt();
  }
}
