package runbook.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory for the texts that all hosts of a run have registered. When it is used up, only the
 * end of a long text is kept, and the user is told.
 */
final class ResultMemory {

  /** A text of this length is always kept. */
  static final int SHORT = 64 * 1024;

  private final AtomicLong left;

  ResultMemory(long bytes) {
    left = new AtomicLong(bytes);
  }

  /** Returns half of the memory that Java may use: the rest is for the work itself. */
  static ResultMemory ofJava() {
    return new ResultMemory(Runtime.getRuntime().maxMemory() / 2);
  }

  /**
   * A value that is kept.
   *
   * @param bytes how much of the memory it takes
   * @param cut whether something of it is not kept
   */
  record Kept(Object value, long bytes, boolean cut) {}

  /** Keeps a result, with the results of all items if it is that of a loop. */
  Kept keep(Object value) {
    if (!(value instanceof Map<?, ?> result)) {
      return new Kept(value, 0, false);
    }
    var kept = new LinkedHashMap<Object, Object>(result);
    long bytes = 0;
    boolean cut = false;
    for (var entry : result.entrySet()) {
      if (entry.getValue() instanceof String text && text.length() > SHORT) {
        long size = size(text);
        if (take(size)) {
          bytes += size;
        } else {
          cut = true;
          cut(kept, entry.getKey(), text);
        }
      } else if (entry.getKey().equals("results") && entry.getValue() instanceof List<?> items) {
        var all = items.stream().map(this::keep).toList();
        bytes += all.stream().mapToLong(Kept::bytes).sum();
        cut |= all.stream().anyMatch(Kept::cut);
        kept.put("results", all.stream().map(Kept::value).toList());
      }
    }
    return cut ? new Kept(kept, bytes, true) : new Kept(value, bytes, false);
  }

  private static void cut(Map<Object, Object> kept, Object name, String text) {
    var end = text.substring(text.length() - SHORT);
    kept.put(name, end);
    kept.put("truncated", true);
    kept.computeIfPresent(name + "_lines", (_, lines) -> OutputLines.of(end));
  }

  /** Gives back the memory of a value that is no longer kept. */
  void giveBack(long bytes) {
    left.addAndGet(bytes);
  }

  private boolean take(long size) {
    if (left.addAndGet(-size) >= 0) {
      return true;
    }
    left.addAndGet(size);
    return false;
  }

  /** Java keeps a text with characters beyond Latin-1 in two bytes for each. */
  private static long size(String text) {
    return text.chars().allMatch(c -> c < 256) ? text.length() : 2L * text.length();
  }
}
