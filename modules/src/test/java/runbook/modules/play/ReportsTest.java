package runbook.modules.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.report.format.ReportFormat;
import runbook.testkit.OpenSshd;

/** Tests the reports of a play with changes, loops, failures and a host that does not answer. */
class ReportsTest {

  private static final String SITE =
      """
      - name: Set up
        hosts: all
        vars: { password: !secret hunter2-and-more }
        tasks:
          - name: Greet <all> & "everyone"
            copy: { content: "hello\\nthis line stays\\n", dest: "{{ root }}/motd" }
          - name: Link
            file: { path: "{{ root }}/{{ item }}", state: link, src: "{{ root }}/motd" }
            loop: [one, two]
          - name: Never come to this
            command: echo
            when: inventory_hostname == 'other'
          - name: Fail on the second
            shell: "echo using {{ password }}; echo bad thing, 100% >&2; exit 3"
            when: inventory_hostname == 'web2'
          - name: Fail without a secret
            shell: "echo one; echo two >&2; exit 4"
            when: inventory_hostname == 'web3'
          - name: Be ignored
            command: 'false'
            ignore_errors: true
            when: inventory_hostname == 'web1'
      """;

  @TempDir static Path place;
  private static OpenSshd sshd;
  private RecordedProject project;

  @BeforeAll
  static void start() throws Exception {
    sshd = OpenSshd.fleet(place, 1);
  }

  @AfterAll
  static void stop() {
    if (sshd != null) {
      sshd.close();
    }
  }

  @BeforeEach
  void makeProject() throws IOException {
    project =
        RecordedProject.in(Files.createTempDirectory(place, "project"))
            .hosts(sshd, List.of("web1", "web2", "web3", "nobody"))
            .playbook(SITE);
  }

  private Path report(String format) {
    return project.folder().resolve("reports").resolve(format);
  }

  private String[] reports(String... more) {
    var formats = Stream.of(ReportFormat.values());
    return Stream.concat(
            formats.map(format -> "--report=" + format + "=" + report(format.toString())),
            Stream.of(more))
        .toArray(String[]::new);
  }

  private String text(String format) throws IOException {
    return Files.readString(report(format));
  }

  @Test
  void reportMadeLaterHasTheSameBytes() throws Exception {
    for (var options : List.of(List.of("--check", "--diff"), List.of("--diff"))) {
      project.play(reports(options.toArray(String[]::new)));
      for (var format : ReportFormat.values()) {
        var later = project.folder().resolve("later");
        var made = ProgramOutput.of("report", project.last(), "--report", format + "=" + later);
        assertEquals(0, made.status(), made.err());
        assertEquals(text(format.toString()), Files.readString(later));
        var printed = ProgramOutput.of("report", project.last(), "--report", "" + format);
        assertEquals(text(format.toString()), printed.out());
        assertFalse(printed.out().contains("hunter2"), printed.out());
      }
    }
  }

  @Test
  void reportsNeedNoRecord() throws Exception {
    assertEquals(1, project.play(reports("--no-record")).status());
    assertTrue(text("junit").contains("testcase"));
    assertEquals(List.of(), project.runs());
  }

  @Test
  void junitHasACaseForEachHostAndTaskAndMavenReadsIt() throws Exception {
    assertEquals(1, project.play(reports()).status());
    var suites = parsed();
    assertEquals(List.of("nobody", "web1", "web2", "web3"), names(suites));
    // Two tasks, a loop of two, and the failing ones; ignored is not failed.
    var web1 = suites.get(1);
    assertEquals(7, web1.getNumberOfTests());
    assertEquals(0, web1.getNumberOfFailures());
    assertEquals(3, web1.getNumberOfSkipped());
    var failed = suites.get(2).getTestCases().getLast();
    assertEquals(1, suites.get(2).getNumberOfFailures());
    assertEquals("Fail on the second", failed.getName());
    assertTrue(failed.hasFailure());
    assertTrue(failed.getFailureDetail().contains("site.yml:13:7"), failed.getFailureDetail());
    assertTrue(failed.getFailureDetail().contains("bad thing, 100%"), failed.getFailureDetail());
    assertEquals(1, suites.get(0).getNumberOfErrors());
    assertTrue(suites.get(1).getTestCases().getFirst().isSuccessful());
    assertTrue(text("junit").contains("Greet &lt;all&gt; &amp; &quot;everyone&quot;"));
    assertTrue(text("junit").contains("<system-err>Fail without a secret:\ntwo\n</system-err>"));
  }

  @Test
  void tasksOfTheSameNameAreDifferentCases() throws Exception {
    project.playbook(
        """
        - name: One
          hosts: web1
          tasks: [{ name: first, debug: { msg: a } }, { name: again, debug: { msg: a } }, { name: again, debug: { msg: b } }]
        - { name: Two, hosts: web1, tasks: [{ name: again, debug: { msg: c } }] }
        """);
    assertEquals(0, project.play(reports()).status());
    assertEquals(
        List.of("One: first", "One: again", "One: again #2", "Two: again"),
        parsed().getFirst().getTestCases().stream().map(ReportTestCase::getName).toList());
  }

  @Test
  void driftIsAFailureOnlyWithFailOnChange() throws Exception {
    project.play(reports("--check", "--diff", "--limit", "web1"));
    assertEquals(0, parsed().getFirst().getNumberOfFailures());
    project.play(reports("--check", "--diff", "--limit", "web1", "--fail-on-change"));
    var suite = parsed().getFirst();
    // The file, two links, and the command that check mode does not run.
    assertEquals(4, suite.getNumberOfFailures());
    var changed = suite.getTestCases().getFirst();
    assertTrue(changed.getFailureDetail().contains("+hello"), changed.getFailureDetail());
    assertTrue(text("github").startsWith("::error file="), text("github"));
  }

  private List<ReportTestSuite> parsed() throws Exception {
    return new TestSuiteXmlParser(new NullConsoleLogger()).parse(report("junit").toString());
  }

  private static List<String> names(List<ReportTestSuite> suites) {
    return suites.stream().map(ReportTestSuite::getFullClassName).toList();
  }

  @Test
  void githubAnnotatesTheLinesOfThePlaybook() throws Exception {
    project.play(reports("--check"));
    assertTrue(
        text("github").contains(",line=5,col=7,title=Greet <all> & \"everyone\"::would change on"),
        text("github"));
    project.play(reports());
    var lines = text("github").lines().toList();
    var site = project.folder().resolve("site.yml");
    assertEquals(3, lines.size(), text("github"));
    var begin =
        "::error file=%s,line=13,col=7,title=Fail on the second::failed on web2%%0A"
            .formatted(site);
    var failed = lines.stream().filter(line -> line.startsWith(begin)).toList();
    assertEquals(1, failed.size(), text("github"));
    assertTrue(failed.getFirst().contains("bad thing, 100%25"), failed.getFirst());
    assertTrue(lines.get(2).startsWith("::error title=nobody unreachable::"), lines.get(2));
  }

  @Test
  void markdownPrintsOneDiffOfManyHostsOnce() throws Exception {
    project = project.hosts(sshd, List.of("web1", "web2", "web3"));
    var shared = SITE.replace("{{ root }}/motd", "/tmp/of-runbook-no-such-file");
    project.playbook(shared).play(reports("--check", "--diff"));
    var text = text("markdown");
    assertEquals(1, occurrences(text, "+hello"), text);
    assertTrue(
        text.contains("<summary>Greet &lt;all&gt; &amp; \"everyone\" on web1, web2, web3: "), text);
  }

  private static int occurrences(String text, String part) {
    return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
  }

  @Test
  void jsonHasTotalsAndOutputs() throws Exception {
    project.play(reports());
    var text = text("json");
    assertTrue(text.contains("\"result\": \"failed\""), text);
    assertTrue(text.contains("\"unreachable\": 1"), text);
    assertTrue(text.contains("\"stdout\": \"one\\n\""), text);
  }

  @Test
  void unwritableReportIsSaidAndChangesTheStatusOfSuccessOnly() throws Exception {
    Files.writeString(project.folder().resolve("in-the-way"), "");
    var file = project.folder().resolve("in-the-way/report.xml");
    var played = project.play("--limit", "web1", "--report", "junit=" + file);
    assertEquals(69, played.status(), played.err());
    assertTrue(played.err().contains("cannot write the report"), played.err());
    assertEquals(1, project.play("--limit", "web2", "--report", "junit=" + file).status());
  }

  @Test
  void unknownFormatIsAMistakeOnTheCommandLine() {
    var played = project.play("--report", "pdf");
    assertEquals(64, played.status());
    assertTrue(played.err().contains("'pdf' is none of junit, github"), played.err());
    assertEquals(64, ProgramOutput.of("report", "last").status());
  }

  @Test
  void resumedRunMakesTheReportsThatItIsAskedFor() throws Exception {
    assertEquals(1, project.play("--limit", "web2").status());
    var resumed =
        ProgramOutput.of("resume", project.last(), "--report", "junit=" + report("junit"));
    assertEquals(1, resumed.status(), resumed.err());
    var cases = new ArrayList<ReportTestCase>(parsed().getFirst().getTestCases());
    assertEquals("Fail on the second", cases.getLast().getName());
  }

  @Test
  void checkIsAPlayThatChangesNothingAndSaysIfItWould() throws Exception {
    var checked =
        ProgramOutput.of(
            "check",
            project.folder().resolve("site.yml").toString(),
            "-i",
            project.folder().resolve("hosts.yml").toString(),
            "--limit",
            "web1");
    assertEquals(2, checked.status(), checked.err());
    assertTrue(checked.out().contains("+hello"), checked.out());
    assertTrue(Files.readString(project.folder().resolve("web1/motd")).startsWith("good day"));
  }
}
