package runbook.modules.release;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;

/**
 * A stream of unpacked data with limits: one for the whole stream, and one for the headers between
 * files, which are read into memory.
 */
final class LimitedInputStream extends FilterInputStream {

  private static final long LONGEST_HEADER = 1 << 20;

  /** Reports that a limit is exceeded. */
  static final class LimitExceededException extends IOException {
    @Serial private static final long serialVersionUID = 1;

    LimitExceededException(String message) {
      super(message);
    }
  }

  private final long most;
  private long left;
  private long expectHeader = LONGEST_HEADER;

  LimitedInputStream(InputStream in, long most) {
    super(in);
    this.most = most;
    this.left = most;
  }

  /** Announces a header. */
  void expectHeader() {
    expectHeader = LONGEST_HEADER;
  }

  /** Announces a number of bytes of a file. */
  void expectContent(long size) {
    expectHeader = size + LONGEST_HEADER;
  }

  @Override
  public int read() throws IOException {
    int b = in.read();
    if (b >= 0) {
      count(1);
    }
    return b;
  }

  @Override
  public int read(byte[] buffer, int from, int length) throws IOException {
    int n = in.read(buffer, from, length);
    if (n > 0) {
      count(n);
    }
    return n;
  }

  @Override
  public long skip(long n) throws IOException {
    long skipped = in.skip(n);
    count(skipped);
    return skipped;
  }

  private void count(long n) throws IOException {
    left -= n;
    expectHeader -= n;
    if (left < 0) {
      throw new LimitExceededException("its unpacked size exceeds %,d bytes".formatted(most));
    }
    if (expectHeader < 0) {
      throw new LimitExceededException("the name or the description of a file in it is too long");
    }
  }
}
