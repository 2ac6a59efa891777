package runbook.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runbook.testkit.NeedsLab;

/** "down" removes everything that a lab made, even if it is incomplete. */
@NeedsLab
class LabDownTest {

  @TempDir Path temporary;
  private LabFolder folder;
  private LabUpProcess command;
  private LabLeftovers before;

  @BeforeEach
  void look() throws Exception {
    folder =
        new LabFolder(temporary.resolve("labs").resolve("down-" + ProcessHandle.current().pid()));
    command = new LabUpProcess(folder, temporary.resolve("said"));
    before = LabLeftovers.look(folder.path());
  }

  @AfterEach
  void down() throws Exception {
    new runbook.lab.Lab(folder).down();
  }

  private Process up() throws Exception {
    return command.start();
  }

  private String output() {
    return command.output();
  }

  private void assertNothingIsLeft() throws Exception {
    new runbook.lab.Lab(folder).down();
    assertFalse(Files.exists(folder.path().getParent()), "the folder is still there");
    // A process killed before it held the lab exits when its caller is gone.
    for (int i = 0; i < 300 && !before.equals(LabLeftovers.look(folder.path())); i++) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
    assertEquals(before, LabLeftovers.look(folder.path()));
  }

  @Test
  void downRemovesWholeLab() throws Exception {
    assertEquals(0, up().waitFor(), () -> output());
    assertTrue(new runbook.lab.Lab(folder).isUp());
    new LabMirror(folder).add(List.of(Files.writeString(temporary.resolve("served"), "x")));
    var labLeftovers = LabLeftovers.look(folder.path());
    assertFalse(labLeftovers.processes().isEmpty(), "a lab without traces proves nothing");
    assertFalse(labLeftovers.cgroups().isEmpty());
    assertEquals(before.links(), labLeftovers.links(), "not even while it is up");
    assertNothingIsLeft();
  }

  @Test
  void fullDiskIsReportedAndMountPointIsKept() throws Exception {
    var disk = Files.createDirectories(folder.path().getParent()).toString();
    ProgramRunner.run(List.of("mount", "-t", "tmpfs", "-o", "size=60k", "tmpfs", disk));
    try {
      assertEquals(69, up().waitFor(), () -> output());
      assertTrue(output().contains("cannot be brought up in " + folder.path()), output());
      assertTrue(output().contains("No space left on device"), output());
      new runbook.lab.Lab(folder).down();
      assertTrue(Files.exists(Path.of(disk)));
      assertFalse(Files.exists(folder.path()));
    } finally {
      ProgramRunner.run(List.of("umount", disk));
      Files.delete(Path.of(disk));
    }
    assertNothingIsLeft();
  }

  @Test
  void labOnFullDiskIsRemoved() throws Exception {
    var disk = Files.createDirectories(folder.path().getParent()).toString();
    ProgramRunner.run(List.of("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk));
    try {
      assertEquals(0, up().waitFor(), () -> output());
      var fill = "dd if=/dev/zero of='%s/full' bs=1k 2>/dev/null || :".formatted(disk);
      ProgramRunner.run(List.of("sh", "-c", fill));
      var served = Files.write(temporary.resolve("served"), new byte[100_000]).toString();
      assertEquals(69, command.other("mirror", "add", served), () -> output());
      assertTrue(output().contains("No space left on device"), output());
      assertEquals(0, command.other("down"), () -> output());
      assertFalse(Files.exists(folder.path()));
    } finally {
      ProgramRunner.run(List.of("umount", disk));
      Files.delete(Path.of(disk));
    }
    assertNothingIsLeft();
  }

  @Test
  void folderThatIsNotALabIsKept() throws Exception {
    var photo = Files.createDirectories(folder.path()).resolve("photo");
    Files.createFile(photo);
    for (var words : List.of(List.of("up", "--hosts", "1"), List.of("down"))) {
      assertEquals(69, command.other(words.toArray(String[]::new)));
      assertTrue(output().contains(folder.path() + " is not a lab: "), output());
    }
    assertEquals(0, command.every("status"));
    assertTrue(output().contains("there is no lab; "), output());
    assertEquals(0, command.every("down", "--all"));
    assertTrue(Files.exists(photo));
    Files.delete(photo);
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "table",
        "holder",
        "key.pub",
        "hosts/host1/disk",
        "hosts/host2/disk",
        "known_hosts"
      })
  void downRemovesLabOfKilledUp(String milestone) throws Exception {
    var up = up();
    while (up.isAlive() && !Files.exists(folder.path().resolve(milestone))) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    up.destroyForcibly().waitFor();
    assertNothingIsLeft();
  }

  @Test
  void downRemovesIncompleteLab() throws Exception {
    var labLayout =
        new LabLayout(
            LabAddresses.of(List.of(LabAddressesTest.endpoint("host1", "10.77.0.11"))), "");
    labLayout.write(folder);
    for (var file : files()) {
      labLayout.write(folder);
      Files.delete(folder.table());
      Files.deleteIfExists(file);
      new runbook.lab.Lab(folder).down();
      assertFalse(Files.exists(folder.path()), () -> "stays without " + file);
    }
    assertNothingIsLeft();
  }

  @Test
  void lockOfKilledUpIsRemoved() throws Exception {
    var root = Files.createDirectories(folder.path().getParent());
    Files.createFile(root.resolve("." + folder.name() + ".lock"));
    assertNothingIsLeft();
  }

  private List<Path> files() throws Exception {
    try (var all = Files.walk(folder.path())) {
      return all.filter(f -> Files.isRegularFile(f) && !f.equals(folder.mark())).toList();
    }
  }

  @Test
  void upAfterKilledDownMakesNewLab() throws Exception {
    assertEquals(0, up().waitFor(), () -> output());
    LabProcess.of(folder).orElseThrow().end();
    Files.delete(folder.table());
    Files.delete(folder.script("on"));
    ProgramRunner.run(List.of("rm", "-r", folder.host("host2").resolve("disk/etc").toString()));
    assertEquals(0, up().waitFor(), () -> output());
    assertAllRun();
    assertTrue(Files.exists(folder.host("host2").resolve("disk/etc/machine-id")), "half a disk");
    assertNothingIsLeft();
  }

  private void assertAllRun() throws Exception {
    var states = new runbook.lab.Lab(folder).states();
    assertEquals(
        List.of("running", "running"),
        states.stream().map(runbook.lab.Lab.LabHostState::state).toList());
  }

  @Test
  void downFinishesKilledDown() throws Exception {
    var up = up();
    while (up.isAlive() && !Files.exists(folder.path().resolve("hosts/host2/disk"))) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    up.destroyForcibly().waitFor();
    assertEquals(0, up().waitFor(), () -> output());
    assertAllRun();
    assertNothingIsLeft();
  }

  @Test
  void otherLabIsKept() throws Exception {
    assertEquals(0, up().waitFor(), () -> output());
    var other = new LabFolder(folder.path().resolveSibling("other"));
    Files.createDirectories(other.path());
    Files.createFile(other.mark());
    Files.writeString(other.holder(), "1 1\n");
    new runbook.lab.Lab(folder).down();
    assertTrue(Files.exists(other.holder()), "what another lab has was removed");
    new runbook.lab.Lab(other).down();
    assertTrue(ProcessHandle.of(1).isPresent(), "an id of another time was taken for ours");
    assertNothingIsLeft();
  }
}
