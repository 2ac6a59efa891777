package runbook.connection.sh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The first words a program says on its standard error, for prompts and for messages. */
final class ErrorOutput extends OutputStream {

  private static final int LIMIT = 8192;

  /** Is told after each word, with all that was said so far. */
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

  /** Tells the listener of what was said already, too. */
  synchronized void listen(OutputListener to) throws IOException {
    outputListener = to;
    to.heard(text.toString());
  }

  @Override
  public void close() {
    ended.countDown();
  }

  /** All that was said, for which it waits a moment: the last words may come after the end. */
  List<String> lines() throws InterruptedException {
    var _ = ended.await(1, TimeUnit.SECONDS);
    synchronized (this) {
      return text.toString().lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
  }
}
