package runbook.modules.release;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;

/**
 * What comes out of a packed stream, counted: no more than the limit in all, and between two files
 * no more than a header can have, which is read into memory.
 */
final class LimitedInputStream extends FilterInputStream {

  private static final long LONGEST_HEADER = 1 << 20;

  /** There is more in it than there may be. */
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

  /** A header comes next. */
  void expectHeader() {
    expectHeader = LONGEST_HEADER;
  }

  /** So much of a file comes next. */
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
      throw new LimitExceededException("unpacked it is larger than %,d bytes".formatted(most));
    }
    if (expectHeader < 0) {
      throw new LimitExceededException("the name or the description of a file in it is too long");
    }
  }
}
