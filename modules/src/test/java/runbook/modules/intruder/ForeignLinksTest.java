package runbook.modules.intruder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.modules.LocalModuleRunner;
import runbook.modules.TestShells;
import runbook.modules.cert.YamlTasks;
import runbook.step.StepFailed;
import runbook.testkit.LocalShell;

/** Links of another user's on the way to what root changes. */
class ForeignLinksTest {

  @TempDir Path folder;
  private NameSwapper nameSwapper;
  private Path theirs;

  @BeforeEach
  void lay() throws IOException {
    nameSwapper = NameSwapper.in(folder);
    theirs = nameSwapper.theirs();
  }

  static Stream<LocalShell> shells() {
    return TestShells.all().stream();
  }

  private void play(LocalShell localShell, String task) throws StepFailed {
    var text = "- " + task.replace("DIR", folder.toString());
    for (var module : YamlTasks.tasks(folder, text)) {
      LocalModuleRunner.run(localShell).call(module);
    }
  }

  private void link(Path link, Path target) throws IOException {
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, target);
    NameSwapper.own(link);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void areNotFollowedWhereTheirOwnerMayNotWrite(LocalShell localShell) throws Exception {
    var before = nameSwapper.victims();
    link(theirs.resolve("sub"), nameSwapper.closed());
    for (var task :
        List.of(
            "copy: {dest: DIR/theirs/sub/f, content: new}",
            "file: {path: DIR/theirs/sub/f, mode: '0777'}",
            "file: {path: DIR/theirs/sub/new, state: directory}",
            "file: {path: DIR/theirs/sub/new, state: link, src: other}",
            "file: {path: DIR/theirs/sub/inner, state: absent}",
            "lineinfile: {path: DIR/theirs/sub/f, line: more}",
            "get_url: {url: 'file:///etc/hostname', dest: DIR/theirs/sub/new}")) {
      var refused = assertThrows(StepFailed.class, () -> play(localShell, task), task);
      var message = refused.failure().message();
      assertTrue(message.contains("another user could change where a link"), message);
      assertTrue(message.contains(theirs + "/sub"), message);
    }
    nameSwapper.assertUntouched(before);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void areFollowedWhereTheirOwnerMayWriteAnyway(LocalShell localShell) throws Exception {
    NameSwapper.own(Files.createDirectory(theirs.resolve("release")));
    link(theirs.resolve("current"), Path.of("release"));
    play(localShell, "copy: {dest: DIR/theirs/current/f, content: new}");
    assertEquals("new", Files.readString(theirs.resolve("release/f")));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void ofRootAreFollowed(LocalShell localShell) throws Exception {
    Files.createSymbolicLink(folder.resolve("link"), Path.of("victims/../victims/closed"));
    play(localShell, "copy: {dest: DIR/link/f, content: new}");
    assertEquals("new", Files.readString(nameSwapper.closed().resolve("f")));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void inStickyFolderAreJudgedByTheirOwners(LocalShell localShell) throws Exception {
    var shared = Files.createDirectory(folder.resolve("shared"));
    Files.setAttribute(shared, "unix:mode", 01777);
    play(localShell, "copy: {dest: DIR/shared/f, content: new, mode: '0600'}");
    play(localShell, "file: {path: DIR/shared/f, mode: '0644', owner: nobody}");
    play(localShell, "file: {path: DIR/shared/own, state: directory, mode: '0750'}");
    Files.createSymbolicLink(shared.resolve("ours"), nameSwapper.closed());
    play(localShell, "copy: {dest: DIR/shared/ours/new, content: new}");
    var before = nameSwapper.victims();
    link(shared.resolve("theirs"), nameSwapper.closed());
    assertThrows(
        StepFailed.class,
        () -> play(localShell, "copy: {dest: DIR/shared/theirs/f, content: bad}"));
    nameSwapper.assertUntouched(before);
    try (var all = Files.list(shared)) {
      assertEquals(4, all.count());
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void inFolderOfGroupAreNotFollowed(LocalShell localShell) throws Exception {
    var shared = Files.createDirectory(folder.resolve("shared"));
    Files.setAttribute(shared, "unix:gid", 65534);
    Files.setAttribute(shared, "unix:mode", 02775);
    play(localShell, "copy: {dest: DIR/shared/f, content: new}");
    play(localShell, "file: {path: DIR/shared/f, mode: '0664'}");
    assertEquals(65534, Files.getAttribute(shared.resolve("f"), "unix:gid"));
    Files.createSymbolicLink(shared.resolve("link"), nameSwapper.closed());
    assertThrows(
        StepFailed.class, () -> play(localShell, "copy: {dest: DIR/shared/link/f, content: bad}"));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void areReplacedByWhatIsUnpacked(LocalShell localShell) throws Exception {
    var before = nameSwapper.victims();
    Files.createDirectories(folder.resolve("packed/bin"));
    Files.writeString(folder.resolve("packed/bin/run"), "run\n");
    Files.writeString(folder.resolve("packed/conf"), "conf\n");
    Files.writeString(folder.resolve("packed/ready"), "");
    var tar = List.of("tar", "-C", folder + "/packed", "-cf", folder + "/app.tar", ".");
    assertEquals(0, new ProcessBuilder(tar).inheritIO().start().waitFor());
    link(theirs.resolve("conf"), nameSwapper.file());
    var task = "unarchive: {remote_src: DIR/app.tar, dest: DIR/theirs, creates: DIR/theirs/ready}";
    play(localShell, task);
    assertTrue(Files.isRegularFile(theirs.resolve("conf"), LinkOption.NOFOLLOW_LINKS));
    assertEquals("run\n", Files.readString(theirs.resolve("bin/run")));
    Files.delete(theirs.resolve("ready"));
    Files.delete(theirs.resolve("bin/run"));
    Files.delete(theirs.resolve("bin"));
    link(theirs.resolve("bin"), nameSwapper.closed());
    assertThrows(StepFailed.class, () -> play(localShell, task));
    assertFalse(Files.exists(theirs.resolve("ready")), "it would not be complete");
    nameSwapper.assertUntouched(before);
  }
}
