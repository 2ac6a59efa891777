package runbook.modules.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jline.utils.ScreenTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runbook.testkit.OpenSshd;

/** Plays on a real terminal, and looks at what an emulated one shows of it. */
class LiveViewTest {

  private static final int HOSTS = 3;
  private static final int ROWS = 24;
  private static final String LONG = "Wait " + "and wait ".repeat(20);

  private static final String PLAY =
      """
      - name: Site
        hosts: all
        tasks:
          - name: Fail on one
            command: "false"
            when: host.name == "web3"
          - name: %s
            shell: sleep 3
            when: host.name == "web2"
          - barrier: { name: all there, need: 2 }
          - command: "true"
      """
          .formatted(LONG);

  @TempDir Path folder;
  private OpenSshd sshd;
  private String site;
  private String hosts;

  @BeforeEach
  void start() throws Exception {
    sshd = OpenSshd.fleet(folder, HOSTS);
    var sshdPlay = new SshdPlay(folder);
    for (int number = 1; number <= HOSTS; number++) {
      sshdPlay.host(number, sshd);
    }
    sshdPlay.host(4, sshd).with(4, "port", 1);
    site = Files.writeString(folder.resolve("site.yml"), PLAY).toString();
    hosts = Files.writeString(folder.resolve("hosts.yml"), sshdPlay.inventory()).toString();
  }

  @AfterEach
  void stop() {
    sshd.close();
  }

  /** Returns what the terminal showed after each change of it. */
  private static List<String> screens(String sent, int columns) {
    var screens = new ArrayList<String>();
    var terminal = new ScreenTerminal(columns, ROWS);
    var cells = new long[columns * ROWS];
    for (var part : sent.splitWithDelimiters("\u001b\\[\\d+A", 0)) {
      terminal.write(part);
      terminal.dump(cells, new int[2]);
      var text = new StringBuilder();
      for (int i = 0; i < cells.length; i++) {
        text.append(i > 0 && i % columns == 0 ? "\n" : "");
        text.appendCodePoint(Math.max(' ', ScreenTerminal.cellCodePoint(cells[i])));
      }
      screens.add(
          text.toString().lines().map(String::stripTrailing).collect(Collectors.joining("\n")));
    }
    return screens;
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 140})
  void terminalShowsWhatEachHostDoes(int columns) throws Exception {
    try (var program = RunbookProcess.startOnTerminal(folder, columns, "play", site, "-i", hosts)) {
      assertEquals(1, program.exitCode(60), program.output());
      var screens = screens(program.output(), columns);
      var during =
          screens.stream()
              .filter(screen -> screen.contains("web1: waiting at the barrier all there"))
              .filter(screen -> screen.contains("web2: Wait"))
              .filter(screen -> screen.contains("1 waiting, 1 working, 1 failed, 1 unreachable"))
              .findFirst()
              .orElseThrow(() -> new AssertionError(program.output()));
      // Cut at the edge of the terminal.
      var step = during.lines().filter(line -> line.contains("web2: Wait")).findFirst();
      assertEquals(columns - 1, step.orElseThrow().length(), during);
      var last = screens.getLast();
      assertFalse(last.contains("waiting at the barrier"), last);
      assertTrue(last.contains("4 hosts: 3 changed, 1 failed, 1 unreachable"), last);
      assertTrue(program.output().contains("\u001b[31mFAILED\u001b[0m   web3"), program.output());
    }
  }

  @Test
  void outputOfAPipeHasNoControlCharacters() throws Exception {
    try (var program = RunbookProcess.start(folder, "play", site, "-i", hosts)) {
      assertEquals(1, program.exitCode(60), program.output());
      assertFalse(program.output().contains("\u001b"), program.output());
      assertFalse(program.output().contains("working"), program.output());
    }
  }
}
