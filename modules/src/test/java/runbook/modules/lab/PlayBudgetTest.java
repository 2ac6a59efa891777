package runbook.modules.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.testkit.LabHosts;
import runbook.testkit.LabHosts.ProgramTranscript;
import runbook.testkit.NeedsLab;

/**
 * Holds what typical plays cost: the processes on the host with those of the login, which a small
 * host spends most of a play on, the round trips after the login, and the bytes that are sent.
 */
@NeedsLab(
    inventory =
        """
        etcd:
          vars: { user: root, root: /srv/laid-out }
          hosts:
            etcd1: { address: 10.29.0.11 }
        """)
class PlayBudgetTest {

  private static final Path TWELVE_STEPS = Path.of("../playbooks/lay-out.yml");

  @TempDir Path folder;

  /** What a play cost, or the most that it may cost. */
  record Cost(long processes, int trips, long kilobytes) {

    boolean isWithin(Cost most) {
      return processes <= most.processes && trips <= most.trips && kilobytes <= most.kilobytes;
    }
  }

  private static Cost cost(long processes, int trips, long kilobytes) {
    return new Cost(processes, trips, kilobytes);
  }

  /**
   * A typical play.
   *
   * @param first the most that it may cost on a host where nothing is done yet
   * @param again the most that it may cost with nothing to do
   */
  record TypicalPlay(String name, Cost first, Cost again, String tasks) {

    private String playbook() {
      return """
      - hosts: etcd
        tasks:
      %s
        handlers:
          - name: Note the change
            copy: { content: "changed\\n", dest: /srv/note }
      """
          .formatted(tasks.indent(4).stripTrailing());
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<TypicalPlay> typicalPlays() {
    return Stream.of(
        new TypicalPlay(
            "one folder",
            cost(17, 2, 12),
            cost(11, 1, 8),
            """
            - file: { path: /srv/one, state: directory, mode: "0755" }
            """),
        new TypicalPlay(
            "deep folders",
            cost(32, 2, 26),
            cost(11, 1, 10),
            """
            - file: { path: "/srv/deep/{{ item }}/a/b", state: directory }
              loop: [one, two, three]
            """),
        new TypicalPlay(
            "forty files",
            cost(150, 2, 100),
            cost(12, 1, 22),
            """
            - file: { path: /srv/many, state: directory }
            - copy: { content: "{{ item }}\\n", dest: "/srv/many/{{ item }}" }
              loop: %s
            """
                .formatted(numbers(40))),
        new TypicalPlay(
            "large file",
            cost(26, 2, 1050),
            cost(12, 1, 8),
            """
            - copy: { src: large, dest: /srv/large }
            """),
        new TypicalPlay(
            "template and handler",
            cost(24, 3, 20),
            cost(12, 1, 8),
            """
            - template: { src: settings.mustache, dest: /srv/settings }
              notify: Note the change
            """),
        new TypicalPlay(
            "lines",
            cost(31, 3, 19),
            cost(13, 1, 8),
            """
            - lineinfile: { path: /srv/lines, regexp: "^a=", line: a=3, create: true }
            - lineinfile: { path: /srv/lines, line: c=4 }
            """),
        new TypicalPlay(
            "link",
            cost(17, 2, 12),
            cost(12, 1, 8),
            """
            - file: { path: /srv/link, state: link, src: /etc/hostname }
            """),
        new TypicalPlay(
            "account",
            cost(90, 3, 26),
            cost(28, 1, 10),
            """
            - group: { name: keepers }
            - user: { name: keeper, group: keepers, home: /srv/keeper }
            """),
        new TypicalPlay(
            "unit",
            cost(57, 4, 28),
            cost(19, 1, 12),
            """
            - copy:
                dest: /etc/systemd/system/naps.service
                content: |
                  [Service]
                  ExecStart=/bin/sleep 10000
                  [Install]
                  WantedBy=multi-user.target
            - systemd: { name: naps, state: started, enabled: true }
            """),
        new TypicalPlay(
            "commands",
            cost(15, 2, 2),
            cost(15, 2, 2),
            """
            - command: { cmd: uname -r, writes: [] }
              changed_when: false
              register: kernel
            - command: { cmd: "echo {{ kernel.stdout }}", writes: [] }
              changed_when: false
            """),
        new TypicalPlay(
            "conditions",
            cost(24, 3, 18),
            cost(18, 2, 12),
            """
            - stat: { path: /etc/hostname }
              register: name
            - copy: { content: "yes\\n", dest: /srv/named }
              when: name.stat.exists
            - assert: { that: [name.stat.exists] }
            """),
        new TypicalPlay(
            "two stages",
            cost(29, 3, 24),
            cost(13, 1, 8),
            """
            - copy: { content: "1\\n", dest: /srv/first }
            - barrier: all have the first
            - copy: { content: "2\\n", dest: /srv/second }
            """));
  }

  private static String numbers(int count) {
    return IntStream.rangeClosed(1, count).boxed().toList().toString();
  }

  private static long lastProcess(LabHosts hosts) throws Exception {
    return Long.parseLong(
        hosts.exec("etcd1", "cat", "/proc/sys/kernel/ns_last_pid").text().strip());
  }

  private static Cost play(LabHosts hosts, Path playbook) throws Exception {
    long before = lastProcess(hosts);
    var transcript = hosts.play(playbook);
    assertEquals(0, transcript.status(), transcript.text());
    // The count itself is a process.
    long processes = lastProcess(hosts) - before - 1;
    return read(transcript, processes);
  }

  /** Reads the last columns of the host's line in the recap. */
  private static Cost read(ProgramTranscript transcript, long processes) {
    var line = Pattern.compile("(?m)^etcd1 .* (\\d+) +(\\d+) (B|kB|MB) +\\d+ [kM]?B$");
    var columns = line.matcher(transcript.text());
    assertTrue(columns.find(), transcript.text());
    long sent = Long.parseLong(columns.group(2));
    long kilobytes =
        switch (columns.group(3)) {
          case "B" -> 1 + sent / 1000;
          case "kB" -> sent;
          default -> sent * 1000;
        };
    return new Cost(processes, Integer.parseInt(columns.group(1)), kilobytes);
  }

  @ParameterizedTest
  @MethodSource("typicalPlays")
  void playStaysWithinItsBudget(TypicalPlay typicalPlay, LabHosts hosts) throws Exception {
    Files.write(folder.resolve("large"), new byte[1_000_000]);
    Files.writeString(folder.resolve("settings.mustache"), "host = {{ inventory_hostname }}\n");
    var playbook = Files.writeString(folder.resolve("play.yml"), typicalPlay.playbook());
    var first = play(hosts, playbook);
    var again = play(hosts, playbook);
    System.out.println(typicalPlay + ": first " + first + ", again " + again);
    assertTrue(first.isWithin(typicalPlay.first()), first + " instead of " + typicalPlay.first());
    assertTrue(again.isWithin(typicalPlay.again()), again + " instead of " + typicalPlay.again());
  }

  @Test
  void twelveStepsCostLittleMoreThanTheirCommands(LabHosts hosts) throws Exception {
    var first = play(hosts, TWELVE_STEPS);
    var again = play(hosts, TWELVE_STEPS);
    System.out.println("twelve steps: first " + first + ", again " + again);
    assertTrue(first.isWithin(cost(57, 3, 55)), first.toString());
    assertTrue(again.isWithin(cost(18, 2, 12)), again.toString());
  }

  /** With a delay of 80 ms, each trip would cost as much as all processes. */
  @Test
  void fortyStepsNeedFewRoundTrips(LabHosts hosts) throws Exception {
    var tasks = new StringBuilder();
    for (int i = 1; i <= 40; i++) {
      tasks.append("    - copy: { content: \"%1$d\\n\", dest: /srv/forty-%1$d }\n".formatted(i));
    }
    var playbook =
        Files.writeString(folder.resolve("play.yml"), "- hosts: etcd\n  tasks:\n" + tasks);
    assertTrue(play(hosts, playbook).trips() <= 6);
    assertTrue(play(hosts, playbook).trips() <= 2);
  }
}
