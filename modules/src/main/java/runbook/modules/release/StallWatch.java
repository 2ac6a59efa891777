package runbook.modules.release;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/** Watches a stream and closes it when no data has arrived for too long. */
final class StallWatch implements AutoCloseable {

  private final long patience;
  private final Thread watch;
  private volatile long noteData = System.nanoTime();
  private volatile boolean isStalled;

  StallWatch(Duration patience, Closeable read) {
    this.patience = patience.toNanos();
    this.watch = Thread.ofVirtual().start(() -> watch(read));
  }

  /** Records that data has arrived. */
  void noteData() {
    noteData = System.nanoTime();
  }

  /** Tells whether the stream was closed because of silence. */
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
      // The stream was read to its end.
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // The reader of the stream reports the error.
      isStalled = true;
    }
  }

  @Override
  public void close() {
    watch.interrupt();
  }
}
