package runbook.connection.ssh;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.sshd.client.channel.ChannelExec;
import runbook.connection.sh.RunningProgram;

/**
 * A program on a host. One thread may close it while another one writes to it: sshd ends the whole
 * session if something arrives for a channel after its close.
 */
final class SshProgram implements RunningProgram {

  /** A writer that waits for room longer than this sends nothing more. */
  private static final long PATIENCE_MILLIS = 1000;

  private final ChannelExec channel;
  private final ReentrantLock sending = new ReentrantLock();
  private final OutputStream input;
  private volatile boolean closed;

  SshProgram(ChannelExec channel) {
    this.channel = channel;
    this.input = new Input(channel.getInvertedIn());
  }

  /** The input, which sends nothing after the program is closed. */
  private final class Input extends FilterOutputStream {

    Input(OutputStream out) {
      super(out);
    }

    private interface Sending {
      void send() throws IOException;
    }

    private void locked(Sending what) throws IOException {
      sending.lock();
      try {
        if (closed) {
          throw new IOException("the program is closed");
        }
        what.send();
      } finally {
        sending.unlock();
      }
    }

    @Override
    public void write(int b) throws IOException {
      locked(() -> out.write(b));
    }

    @Override
    public void write(byte[] bytes, int off, int len) throws IOException {
      locked(() -> out.write(bytes, off, len));
    }

    @Override
    public void flush() throws IOException {
      locked(out::flush);
    }

    @Override
    public void close() throws IOException {
      sending.lock();
      try {
        if (!closed) {
          out.close();
        }
      } finally {
        sending.unlock();
      }
    }
  }

  @Override
  public OutputStream input() {
    return input;
  }

  @Override
  public InputStream output() {
    return channel.getInvertedOut();
  }

  /** Closes gracefully: after an immediate close, the host would not stop the program. */
  @Override
  public void close() {
    boolean locked = lock();
    try {
      closed = true;
      channel.close(false);
    } finally {
      if (locked) {
        sending.unlock();
      }
    }
  }

  private boolean lock() {
    try {
      return sending.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
