package runbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jline.utils.ScreenTerminal;
import org.junit.jupiter.api.Test;

/** Looks at the output on an emulated terminal. */
class LiveScreenTest {

  private static final int WIDTH = 40;
  private static final int HEIGHT = 6;

  private final StringWriter sent = new StringWriter();
  private List<String> status = List.of();

  private LiveScreen liveScreen(UnaryOperator<String> paint) {
    return new LiveScreen(new PrintWriter(sent, true), () -> WIDTH, most -> status, paint);
  }

  /** Returns the rows of the terminal that are not empty at the end. */
  private List<String> rows() {
    var terminal = new ScreenTerminal(WIDTH, HEIGHT);
    terminal.write(sent.toString().replace("\n", "\r\n"));
    var cells = new long[WIDTH * HEIGHT];
    terminal.dump(cells, new int[2]);
    var rows = new ArrayList<String>();
    for (int row = 0; row < HEIGHT; row++) {
      var text = new StringBuilder();
      for (int column = 0; column < WIDTH; column++) {
        text.appendCodePoint(
            Math.max(' ', ScreenTerminal.cellCodePoint(cells[row * WIDTH + column])));
      }
      rows.add(text.toString().stripTrailing());
    }
    while (!rows.isEmpty() && rows.getLast().isEmpty()) {
      rows.removeLast();
    }
    return rows;
  }

  @Test
  void whatIsPrintedAppearsAboveTheStatus() {
    var liveScreen = liveScreen(UnaryOperator.identity());
    status = List.of("1 of 3", "web1");
    liveScreen.above().println("first");
    liveScreen.refresh();
    status = List.of("2 of 3");
    liveScreen.above().printf("%n%s%n", "second");
    assertEquals(List.of("first", "", "second", "2 of 3"), rows());
  }

  @Test
  void printedLinesScrollAwayAndTheStatusStays() {
    var liveScreen = liveScreen(UnaryOperator.identity());
    status = List.of("status");
    var above = liveScreen.above();
    for (int number = 1; number <= 20; number++) {
      above.println("line " + number);
    }
    liveScreen.refresh();
    assertEquals(List.of("line 17", "line 18", "line 19", "line 20", "status"), rows());
  }

  @Test
  void longStatusIsCutAndDoesNotWrap() {
    var liveScreen = liveScreen(UnaryOperator.identity());
    status = List.of("x".repeat(100), "漢".repeat(100));
    liveScreen.refresh();
    liveScreen.above().println("printed");
    assertEquals(List.of("printed", "x".repeat(39), "漢".repeat(19)), withoutSecondHalves(rows()));
  }

  /** A wide character takes two cells. */
  private static List<String> withoutSecondHalves(List<String> rows) {
    return rows.stream().map(row -> row.contains("漢") ? row.replace(" ", "") : row).toList();
  }

  @Test
  void nothingButWhatWasPrintedIsLeftAtTheEnd() {
    var liveScreen = liveScreen(UnaryOperator.identity());
    status = List.of("status");
    liveScreen.above().println("printed");
    liveScreen.above().print("without end of line");
    liveScreen.refresh();
    liveScreen.close();
    liveScreen.refresh();
    assertEquals(List.of("printed", "without end of line"), rows());
  }

  @Test
  void firstWordIsColoured() {
    var liveScreen = liveScreen(LineColours::paint);
    liveScreen.above().println("changed  web1  Write a file");
    liveScreen.above().println("host     ok");
    assertEquals(List.of("changed  web1  Write a file", "host     ok"), rows());
    assertEquals("\u001b[33mchanged\u001b[0m  web1  Write a file\nhost     ok\n", sent.toString());
  }
}
