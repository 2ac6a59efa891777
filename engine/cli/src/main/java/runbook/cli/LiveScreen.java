package runbook.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import org.jline.utils.AttributedString;

/**
 * Keeps a few lines up to date below what a program prints on a terminal. What is printed appears
 * above them and scrolls away as usual.
 */
final class LiveScreen implements AutoCloseable {

  private static final int MOST_LINES = 6;
  private static final long REFRESH_MILLIS = 250;

  private final PrintWriter terminal;
  private final IntSupplier width;
  private final IntFunction<List<String>> status;
  private final UnaryOperator<String> paint;
  private final CountDownLatch over = new CountDownLatch(1);
  private final StringBuilder unfinished = new StringBuilder();
  private List<String> shown = List.of();

  /**
   * @param terminal the terminal itself
   * @param status returns the lines to show, at most as many as given
   * @param paint colours a line that is printed
   */
  LiveScreen(
      PrintWriter terminal,
      IntSupplier width,
      IntFunction<List<String>> status,
      UnaryOperator<String> paint) {
    this.terminal = terminal;
    this.width = width;
    this.status = status;
    this.paint = paint;
  }

  /** Begins to refresh the lines. */
  void start() {
    Thread.ofVirtual()
        .name("live screen")
        .start(() -> {
          try {
            while (!over.await(REFRESH_MILLIS, TimeUnit.MILLISECONDS)) {
              refresh();
            }
          } catch (InterruptedException e) {
            // Nothing interrupts this thread, and without it the lines just stay as they are.
            Thread.currentThread().interrupt();
          }
        });
  }

  /** Returns a writer that prints above the lines. */
  PrintWriter above() {
    return new PrintWriter(new Above(), true);
  }

  synchronized void refresh() {
    if (over.getCount() > 0) {
      var lines = lines();
      if (!lines.equals(shown)) {
        show("", lines);
      }
    }
  }

  private List<String> lines() {
    return status.apply(MOST_LINES).stream().map(this::cut).toList();
  }

  private String cut(String line) {
    // A line that fills the last column wraps on some terminals.
    int most = Math.max(1, width.getAsInt() - 1);
    return new AttributedString(line).columnSubSequence(0, most).toString();
  }

  /**
   * Replaces the lines that are shown by a text and other lines: moves the cursor to the beginning
   * of the first of them, and clears what follows.
   */
  private void show(String printed, List<String> lines) {
    var text =
        new StringBuilder(shown.isEmpty() ? "" : "\u001b[%dA\r\u001b[J".formatted(shown.size()));
    text.append(printed);
    lines.forEach(line -> text.append(line).append('\n'));
    shown = lines;
    terminal.append(text);
    terminal.flush();
  }

  private synchronized void print(String text) {
    unfinished.append(text);
    int end = unfinished.lastIndexOf("\n") + 1;
    if (end == 0) {
      return;
    }
    var printed = new StringBuilder();
    for (var line : unfinished.substring(0, end - 1).split("\n", -1)) {
      printed.append(paint.apply(line)).append('\n');
    }
    unfinished.delete(0, end);
    show(printed.toString(), over.getCount() > 0 ? lines() : List.of());
  }

  /** Removes the lines; what was printed stays. */
  @Override
  public synchronized void close() {
    over.countDown();
    show(unfinished.toString(), List.of());
    unfinished.setLength(0);
  }

  private final class Above extends Writer {

    @Override
    public void write(char[] text, int offset, int length) {
      print(new String(text, offset, length));
    }

    @Override
    public void flush() {
      // Whole lines are shown as they come.
    }

    @Override
    public void close() {
      // The screen is closed by its owner.
    }
  }
}
