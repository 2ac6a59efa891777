package runbook.connection.sh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The output of a program, whose beginning is kept for the message if it is no shell. */
final class FirstOutput extends FilterInputStream {

  private static final int LIMIT = 500;

  private final ByteArrayOutputStream first = new ByteArrayOutputStream();

  FirstOutput(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int n = super.read(bytes, offset, length);
    synchronized (first) {
      first.write(bytes, offset, Math.clamp(n, 0, LIMIT - first.size()));
    }
    return n;
  }

  private int length() {
    synchronized (first) {
      return first.size();
    }
  }

  /** Returns the first lines, and reads those that have arrived. */
  List<String> lines() throws IOException {
    // Reading keeps what is read.
    while (length() < LIMIT && in.available() > 0 && read() >= 0) {}
    synchronized (first) {
      return first.toString(UTF_8).lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    }
  }
}
