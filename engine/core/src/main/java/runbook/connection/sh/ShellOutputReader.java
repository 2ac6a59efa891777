package runbook.connection.sh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Reads the output of a host by lines and by bytes. */
final class ShellOutputReader {

  private static final int LONGEST_LINE = 64 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[8192];
  private int next;
  private int end;
  private long count;

  ShellOutputReader(InputStream in) {
    this.in = in;
  }

  long count() {
    return count;
  }

  private int read() throws IOException {
    if (next == end) {
      fill();
    }
    return buffer[next++] & 0xff;
  }

  private void fill() throws IOException {
    if (!more()) {
      throw new EOFException("the host closed the connection");
    }
  }

  private boolean more() throws IOException {
    int n = in.read(buffer, 0, buffer.length);
    count += Math.max(0, n);
    next = 0;
    end = Math.max(0, n);
    return n >= 0;
  }

  String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = read(); b != '\n'; b = read()) {
      line.write(b);
      if (line.size() > LONGEST_LINE) {
        throw new UnreadableReply("it has an endless line");
      }
    }
    return line.toString(UTF_8);
  }

  byte[] bytes(int length) throws IOException {
    var bytes = new byte[length];
    for (int at = 0; at < length; ) {
      if (next == end) {
        fill();
      }
      int n = Math.min(length - at, end - next);
      System.arraycopy(buffer, next, bytes, at, n);
      next += n;
      at += n;
    }
    return bytes;
  }

  void skip(int length) throws IOException {
    for (int left = length; left > 0; ) {
      if (next == end) {
        fill();
      }
      int n = Math.min(left, end - next);
      next += n;
      left -= n;
    }
  }

  /** Copies the rest of the output as it arrives. */
  void copyTo(OutputStream out) throws IOException {
    while (next < end || more()) {
      out.write(buffer, next, end - next);
      out.flush();
      next = end;
    }
  }

  /** Skips everything up to and including the mark. */
  void skipPast(String mark) throws IOException {
    var wanted = mark.getBytes(UTF_8);
    var fallback = fallback(wanted);
    int matched = 0;
    while (matched < wanted.length) {
      int b = read();
      while (matched > 0 && b != wanted[matched]) {
        matched = fallback[matched - 1];
      }
      if (b == wanted[matched]) {
        matched++;
      }
    }
  }

  /**
   * Returns, for each prefix of the word, the length of its longest border (Knuth, Morris, Pratt).
   */
  private static int[] fallback(byte[] word) {
    var lengths = new int[word.length];
    for (int i = 1, k = 0; i < word.length; i++) {
      while (k > 0 && word[i] != word[k]) {
        k = lengths[k - 1];
      }
      if (word[i] == word[k]) {
        k++;
      }
      lengths[i] = k;
    }
    return lengths;
  }
}
