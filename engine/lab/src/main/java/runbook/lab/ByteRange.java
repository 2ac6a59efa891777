package runbook.lab;

import com.sun.net.httpserver.Headers;
import java.util.Optional;
import java.util.regex.Pattern;

/** A part of a file, from its first byte to its last; empty if the last is before the first. */
record ByteRange(long first, long last) {

  private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /**
   * Returns the part that a request asks for. Empty means the whole file: no part or several parts
   * were requested, or the file has changed since the client fetched its beginning.
   */
  static Optional<ByteRange> asked(Headers headers, String tag, long size) {
    var words = Optional.ofNullable(headers.getFirst("Range")).map(ONE::matcher);
    var condition = Optional.ofNullable(headers.getFirst("If-Range"));
    if (words.isEmpty() || !words.get().matches() || !condition.orElse(tag).equals(tag)) {
      return Optional.empty();
    }
    var first = words.get().group(1);
    var last = words.get().group(2);
    if (first.isEmpty()) {
      return last.isEmpty()
          ? Optional.empty()
          : Optional.of(new ByteRange(Math.max(0, size - Long.parseLong(last)), size - 1));
    }
    long end = last.isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(last));
    return Optional.of(new ByteRange(Long.parseLong(first), end));
  }

  long length() {
    return last - first + 1;
  }

  /** Returns the value of the header Content-Range. */
  String of(long size) {
    return "bytes %d-%d/%d".formatted(first, last, size);
  }
}
