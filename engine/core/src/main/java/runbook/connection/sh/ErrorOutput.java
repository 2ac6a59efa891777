package runbook.connection.sh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Collects the start of a program's standard error, for prompts and messages. */
final class ErrorOutput extends OutputStream {

  private static final int LIMIT = 8192;

  /** Receives the whole text so far, after each write. */
  @FunctionalInterface
  interface OutputListener {
    void heard(String text) throws IOException;
  }

  private final CountDownLatch ended = new CountDownLatch(1);
  private final StringBuilder text = new StringBuilder();
  private OutputListener outputListener = _ -> {};

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    if (text.length() < LIMIT) {
      text.append(new String(bytes, offset, Math.min(length, LIMIT), UTF_8));
      outputListener.heard(text.toString());
    }
  }

  /** Sets the listener and passes it the text so far. */
  synchronized void listen(OutputListener to) throws IOException {
    outputListener = to;
    to.heard(text.toString());
  }

  @Override
  public void close() {
    ended.countDown();
  }

  /**
   * Returns the collected lines after a short wait, since some may arrive after the program ends.
   */
  List<String> lines() throws InterruptedException {
    var _ = ended.await(1, TimeUnit.SECONDS);
    synchronized (this) {
      return text.toString().lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
  }
}
