package runbook.modules.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import runbook.connection.sh.RunningProgram;
import runbook.connection.sh.Transport;

/**
 * A host whose shell reads requests as a shell of ours does, but carries out nothing and answers
 * with lies. After a lie it hangs up.
 */
final class LyingTransport implements Transport {

  private static final byte[] END = {};

  private final Random random;
  private final AtomicInteger replies;

  /**
   * Creates the host.
   *
   * @param replies counts the replies
   */
  LyingTransport(long seed, AtomicInteger replies) {
    this.random = new Random(seed);
    this.replies = replies;
  }

  @Override
  public RunningProgram start(String command, OutputStream errors) {
    return new LyingShell(errors);
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}

  private final class LyingShell extends OutputStream implements RunningProgram {

    private final OutputStream errors;
    private final BlockingQueue<byte[]> queue = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream request = new ByteArrayOutputStream();
    private final QueuedOutput output = new QueuedOutput(queue);
    private final PlausibleReply plausibleReply = new PlausibleReply();

    LyingShell(OutputStream errors) {
      this.errors = errors;
    }

    @Override
    public void write(int b) {
      request.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      request.write(bytes, offset, length);
    }

    @Override
    public void flush() {
      var text = request.toString(UTF_8);
      request.reset();
      var truth = plausibleReply.to(text, random);
      if (truth.length == 0) {
        return;
      }
      replies.incrementAndGet();
      // Some hosts lie later than at login.
      boolean isLie = random.nextInt(10) < 7;
      queue.add(isLie ? ReplyMutation.some(truth, random) : truth);
      if (isLie) {
        close();
      }
    }

    @Override
    public OutputStream input() {
      return this;
    }

    @Override
    public InputStream output() {
      return output;
    }

    @Override
    public void close() {
      queue.add(END);
      try {
        errors.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Returns the bytes of a queue, until one that is empty. */
  private static final class QueuedOutput extends InputStream {

    private final BlockingQueue<byte[]> queue;
    private ByteArrayInputStream now = new ByteArrayInputStream(END);
    private boolean hasEnded;

    QueuedOutput(BlockingQueue<byte[]> queue) {
      this.queue = queue;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      while (now.available() == 0) {
        if (hasEnded) {
          return -1;
        }
        try {
          var next = queue.take();
          hasEnded = next.length == 0;
          now = new ByteArrayInputStream(next);
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
      return now.read(bytes, offset, length);
    }
  }
}
