package runbook.modules.etcd.version;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runbook.modules.play.ProgramOutput;
import runbook.modules.play.RecordedProject;

class EtcdVersionGateTest {

  @TempDir Path folder;
  private RecordedProject project;

  @BeforeEach
  void write() throws Exception {
    Files.createDirectories(folder.resolve("data/member"));
    installed("3.5.16");
    project = RecordedProject.in(folder).local();
  }

  private void installed(String version) throws Exception {
    var program = folder.resolve("etcd");
    Files.writeString(program, "#!/bin/sh\necho 'etcd Version: %s'\n".formatted(version));
    assertTrue(program.toFile().setExecutable(true));
  }

  private ProgramOutput gate(String version, String more, String... options) throws Exception {
    return project
        .playbook(
            """
            - hosts: all
              tasks:
                - etcd_version_gate: {version: %s, program: %s/etcd, data_dir: %2$s/data%s}
            """
                .formatted(version, folder, more))
        .play(options);
  }

  @ParameterizedTest
  @CsvSource({"3.5.16, 3.5.30", "3.5.16, 3.5.9", "3.4.23, 3.5.16", "3.5.30, 3.6.1"})
  void sameAndNextMinorVersionPass(String from, String to) throws Exception {
    installed(from);
    var said = gate(to, "", "--detailed-exitcode");
    assertEquals(0, said.status(), said::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "3.5.16, 3.4.23, cannot use the data of etcd 3.5.16, restore a snapshot that was taken with"
        + " 3.4",
    "3.4.23, 3.6.1, a minor version would be skipped, upgrade to a version 3.5 first",
  })
  void olderAndSkippedMinorVersionsFailInCheckModeToo(
      String from, String to, String why, String what) throws Exception {
    installed(from);
    for (var options : new String[][] {{"--check"}, {}}) {
      var said = gate(to, "", options);
      assertEquals(1, said.status(), said::toString);
      assertTrue(said.out().contains(why) && said.out().contains(what), said::toString);
    }
    assertEquals(0, gate(to, ", force: true").status());
  }

  @Test
  void hostWithoutDataMayGetAnyVersion() throws Exception {
    Files.delete(folder.resolve("data/member"));
    assertEquals(0, gate("3.4.23", "").status());
  }

  @Test
  void programThatDoesNotTellItsVersionFails() throws Exception {
    Files.writeString(folder.resolve("etcd"), "#!/bin/sh\nexit 1\n");
    var said = gate("3.5.16", "");
    assertEquals(1, said.status(), said::toString);
    assertTrue(said.out().contains("does not tell its version"), said::toString);
  }

  @Test
  void textThatIsNoVersionIsReportedBeforeTheRun() throws Exception {
    assertEquals(65, gate("latest", "").status());
  }
}
