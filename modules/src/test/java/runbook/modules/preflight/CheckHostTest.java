package runbook.modules.preflight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.module.Unobtainable;
import runbook.module.param.HostPath;
import runbook.modules.TestShells;
import runbook.testkit.LocalShell;

class CheckHostTest {

  private static final Duration FEW = Duration.ofSeconds(5);
  private static final Duration MANY = Duration.ofMinutes(10);

  @TempDir Path dir;

  static List<LocalShell> shells() {
    return TestShells.all();
  }

  private static CheckHost check(List<String> names, String disk, long warn, long fail) {
    return new CheckHost(false, names, List.of(new HostPath(disk)), warn, fail, FEW, MANY);
  }

  /** Returns the shell with a replaced program. */
  private LocalShell with(LocalShell localShell, String program, String says) throws IOException {
    var file = Files.writeString(dir.resolve(program), "#!/bin/sh\n" + says + "\n");
    assertTrue(file.toFile().setExecutable(true));
    var words = new java.util.ArrayList<>(List.of("env", "PATH=" + dir + ":" + path(localShell)));
    words.addAll(
        localShell.command().getFirst().equals("env") ? List.of("sh") : localShell.command());
    return new LocalShell(words);
  }

  private static String path(LocalShell localShell) {
    return localShell.command().stream()
        .filter(word -> word.startsWith("PATH="))
        .findFirst()
        .map(word -> word.substring(5))
        .orElse(System.getenv("PATH"));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void suitableHostHasNoWarnings(LocalShell localShell) throws Exception {
    var probedHost = new ProbedHost(with(localShell, "getent", "echo '10.0.0.1 STREAM here'"));
    probedHost.by(check(List.of("localhost"), dir + "/not/there yet", 0, 0));
    assertEquals(List.of(), probedHost.warnings());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void nameThatResolvesToLoopbackCausesOneWarning(LocalShell localShell) throws Exception {
    var getent = "[ \"$2\" != etcd1 ] || { echo '127.0.1.1 STREAM'; echo '127.0.1.1 RAW'; }";
    var probedHost = new ProbedHost(with(localShell, "getent", getent));
    probedHost.by(check(List.of("etcd1", "other"), "/", 0, 0));
    assertEquals(1, probedHost.warnings().size(), probedHost.warnings().toString());
    assertTrue(
        probedHost.warnings().getFirst().startsWith("etcd1 resolves to 127.0.1.1 on this host"));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void lowDiskSpaceWarnsAndThenFails(LocalShell localShell) throws Exception {
    var df =
        "echo Filesystem 1024-blocks Used Available Capacity Mounted on;"
            + "echo /dev/x 1024000 0 307200 70% /var/my lib";
    var probedHost = new ProbedHost(with(localShell, "df", df));
    probedHost.by(check(List.of(), "/var/my lib/etcd/wal", 500, 200));
    var warning =
        "/var/my lib has 300 MiB left, and should have 500: make room on /var/my lib for"
            + " /var/my lib/etcd/wal, or give it a larger disk";
    assertTrue(probedHost.warnings().contains(warning), probedHost.warnings().toString());
    var failed =
        assertThrows(
            Unobtainable.class,
            () -> probedHost.by(check(List.of(), "/var/my lib/etcd", 500, 400)));
    assertEquals("/var/my lib has 300 MiB left, and should have 400", failed.getMessage());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void clockOneHourBehindFails(LocalShell localShell) throws Exception {
    var then = Instant.now().minus(Duration.ofHours(1)).toString().replaceFirst("\\..*", "Z");
    var probedHost = new ProbedHost(with(localShell, "date", "echo " + then));
    var failed = assertThrows(Unobtainable.class, () -> probedHost.by(check(List.of(), "/", 0, 0)));
    assertTrue(failed.getMessage().matches("the clock is [0-9]+ min behind the controller's"));
    assertTrue(failed.hint().contains("chrony"), failed.hint());
  }

  @ParameterizedTest
  @CsvSource({
    "10:00:00Z, none",
    "09:59:55Z, none",
    "10:00:07Z, none",
    "09:59:30Z, '29 s behind the controller''s, false'",
    "10:01:01Z, '59 s ahead of the controller''s, false'",
    "09:45:59Z, '14 min behind the controller''s, true'",
    "11:00:03Z, '60 min ahead of the controller''s, true'",
    "nonsense, none"
  })
  void clockProblemDependsOnOffset(String said, String expected) {
    var before = Instant.parse("2026-01-02T10:00:00Z");
    var clockOffset =
        ClockOffset.between(before, before.plusSeconds(2), "2026-01-02T" + said + "\n");
    var trouble = clockOffset.problem(FEW, MANY);
    assertEquals(
        Optional.of(expected).filter(text -> !text.equals("none")),
        trouble.map(t -> t.text().replace("the clock is ", "") + ", " + t.grave()));
  }

  @Test
  void limitsThatContradictEachOtherAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> check(List.of(), "/", 1, 2));
    assertThrows(
        IllegalArgumentException.class,
        () -> new CheckHost(false, List.of(), List.of(), 2, 1, MANY, FEW));
  }
}
