package runbook.run;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * The lines of a long text, which are cut out of it when they are read: a list of their copies
 * would take the memory of the text once more, and often several times.
 */
final class OutputLines extends AbstractList<String> implements RandomAccess {

  /** Shorter texts are not worth it. */
  private static final int SHORT = 4096;

  /** The distance of the lines whose beginnings are kept. */
  private static final int STEP = 64;

  private final String text;
  private int[] begins = new int[16];
  private int size;

  private OutputLines(String text) {
    this.text = text;
    for (int at = 0; at < text.length(); at = next(end(at))) {
      if (size % STEP == 0) {
        int index = size / STEP;
        if (index == begins.length) {
          begins = Arrays.copyOf(begins, 2 * index);
        }
        begins[index] = at;
      }
      size++;
    }
  }

  static List<String> of(String text) {
    return text.length() < SHORT ? text.lines().toList() : new OutputLines(text);
  }

  @Override
  public String get(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(index);
    }
    int at = begins[index / STEP];
    for (int i = index % STEP; i > 0; i--) {
      at = next(end(at));
    }
    return text.substring(at, end(at));
  }

  @Override
  public int size() {
    return size;
  }

  /** Returns where the line ends that begins here. */
  private int end(int begin) {
    int at = begin;
    while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
      at++;
    }
    return at;
  }

  /** Returns where the line after this end begins. */
  private int next(int end) {
    boolean isPair = text.startsWith("\r\n", end);
    return Math.min(text.length(), end + (isPair ? 2 : 1));
  }
}
