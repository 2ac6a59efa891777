package runbook.modules.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static runbook.modules.packages.FakePackages.fact;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import runbook.module.Change;
import runbook.module.Fact.Detail;
import runbook.module.ScriptOutput;
import runbook.module.Unreadable;
import runbook.modules.LocalModuleRunner;
import runbook.modules.packages.Package.WantedPackageState;
import runbook.step.StepFailed;
import runbook.testkit.FakeHost;
import runbook.testkit.LocalShell;

class PackagesFactTest {

  private static final Apt PLAIN = new Apt(Optional.empty(), true, false);

  private static Package asked(WantedPackageState wantedPackageState, String... names) {
    return new Package(
        Optional.empty(),
        List.of(names),
        wantedPackageState,
        false,
        Duration.ofHours(1),
        true,
        false);
  }

  @Test
  void installedAndAvailableVersionsAreRead() throws Unreadable {
    var text =
        """
        0
        curl 7.88.1-10+deb12u5

        curl:
          Installed: 7.88.1-10+deb12u5
          Candidate: 7.88.1-10+deb12u8
          Version table:
             7.88.1-10+deb12u8 500
        jq:
          Installed: (none)
          Candidate: (none)
        """;
    var installedPackages =
        new PackagesFact(List.of("curl", "jq"), true, PLAIN).read(answer(0, text));
    assertEquals(Map.of("curl", "7.88.1-10+deb12u5"), installedPackages.versions());
    assertEquals(List.of("jq"), installedPackages.missingFromLists());
    assertEquals(
        "curl 7.88.1-10+deb12u8", installedPackages.latest("curl").latest("jq").toString());
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void otherPackageManagerIsNamed(LocalShell localShell) {
    var nowhere = "PATH=/nowhere\n";
    var query = fact("curl").query(Detail.STATE).whole();
    assertEquals("there is no apt on this host", localShell.run(nowhere + query).err().strip());
    assertEquals(
        "this host installs packages with apk, and only apt is understood",
        localShell.run(nowhere + "apk() { :; }\n" + query).err().strip());
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void listsThatAreOlderThanTheSourcesAreOld(LocalShell localShell, @TempDir Path folder)
      throws Exception {
    var lists = Files.createDirectories(folder.resolve("var/lib/apt/lists"));
    var sources = Files.createDirectories(folder.resolve("etc/apt/sources.list.d"));
    var age =
        Apt.SH
                .text()
                .replace(" /var/", " " + folder + "/var/")
                .replace(" /etc/", " " + folder + "/etc/")
            + "\napt_age\n";
    var now = Instant.now();
    Files.setLastModifiedTime(sources, FileTime.from(now.minusSeconds(300)));
    Files.setLastModifiedTime(lists, FileTime.from(now.minusSeconds(200)));
    assertTrue(seconds(localShell, age) < 10_000);
    Files.setLastModifiedTime(sources, FileTime.from(now.minusSeconds(100)));
    assertTrue(seconds(localShell, age) > 1_000_000);
  }

  private static long seconds(LocalShell localShell, String script) {
    return Long.parseLong(localShell.run(script).text().strip());
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void partlyInstalledPackageIsNotInstalled(LocalShell localShell) throws Unreadable {
    var stub =
        """
        dpkg-query() {
          case $4 in
          here) echo "installed 1.2" ;;
          twice) printf 'installed 1:1.3~x\\ninstalled 9\\n' ;;
          begun) echo "half-configured 4" ;;
          removed) echo "config-files 5" ;;
          *) return 1 ;;
          esac
        }
        apt-get() { :; }
        """
            .replace("dpkg-query()", "dpkg_query()")
            .replace("apt-get()", "apt_get()");
    var script =
        fact("begun", "gone", "here", "removed", "twice")
            .query(Detail.STATE)
            .whole()
            .replace("dpkg-query", "dpkg_query")
            .replace("apt-get", "apt_get");
    var shellOutput = localShell.run(stub + script);
    var installedPackages =
        fact("here").read(new ScriptOutput(shellOutput.exit(), shellOutput.out()));
    assertEquals(Map.of("here", "1.2", "twice", "1:1.3~x"), installedPackages.versions());
  }

  @Test
  void packagesAreInstalledAndRemovedTogether() throws StepFailed {
    var host = new FakeHost();
    FakePackages.has(
        host,
        Map.of("bb", "1"),
        "install",
        p -> p.with("aa", "7").with("cc", "8"),
        "aa",
        "bb",
        "cc");
    var module = asked(WantedPackageState.PRESENT, "cc", "aa", "bb");
    assertTrue(LocalModuleRunner.check(host).call(module).changed());
    assertTrue(LocalModuleRunner.run(host).call(module).changed());
    assertEquals(
        List.of("apt_do install -- 'aa' 'cc'"),
        host.performed().stream().map(c -> ((Change.RunScript) c).script().text()).toList());
    assertFalse(LocalModuleRunner.run(host).call(module).changed());
  }

  @Test
  void packageInstalledByEarlierStepIsPredicted() throws StepFailed {
    var host = new FakeHost();
    FakePackages.has(host, Map.of(), "install", p -> p.with("aa", "7"), "aa");
    FakePackages.has(host, Map.of(), "install", p -> p, "aa", "bb");
    var localModuleRunner = LocalModuleRunner.check(host);
    localModuleRunner.call(asked(WantedPackageState.PRESENT, "aa"));
    assertEquals(
        1,
        localModuleRunner.call(asked(WantedPackageState.PRESENT, "aa", "bb")).differences().size());
  }

  @Test
  void missingRootIsReportedInCheckModeToo() {
    var host = new FakeHost().has(fact("aa"), new InstalledPackages(false, Map.of(), Map.of()));
    var e =
        assertThrows(
            StepFailed.class,
            () -> LocalModuleRunner.check(host).call(asked(WantedPackageState.PRESENT, "aa")));
    assertTrue(e.getMessage().contains("try 'become: true'"), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"true, false, apt_do install", "false, false, apt_unstarted install"})
  void servicesStartOnlyIfAllowed(boolean start, boolean purge, String said) {
    var apt = new Apt(Optional.of(Duration.ofHours(1)), start, purge);
    assertEquals("apt_fresh 3600 && " + said + " -- 'aa=1'", apt.install(List.of("aa=1")).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-x", "A", "a b", "a=", "a=b c", "a;b"})
  void invalidNamesAreRefused(String name) {
    assertThrows(IllegalArgumentException.class, () -> asked(WantedPackageState.PRESENT, name));
  }

  @Test
  void contradictoryParametersAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> asked(WantedPackageState.PRESENT));
    assertThrows(
        IllegalArgumentException.class, () -> asked(WantedPackageState.PRESENT, "ab", "ab=1"));
    assertThrows(IllegalArgumentException.class, () -> asked(WantedPackageState.LATEST, "ab=1"));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Package(
                Optional.of("ab"),
                List.of(),
                WantedPackageState.PRESENT,
                false,
                Duration.ofHours(1),
                true,
                true));
  }

  private static ScriptOutput answer(int exit, String text) {
    return new ScriptOutput(exit, text.getBytes(StandardCharsets.UTF_8));
  }
}
