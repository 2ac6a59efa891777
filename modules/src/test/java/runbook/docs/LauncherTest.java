package runbook.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that the launcher builds the current sources, with stand-ins for Maven and Java. */
class LauncherTest {

  @TempDir Path folder;
  private Path home;

  @BeforeEach
  void lay() throws IOException {
    home = Files.createDirectory(folder.resolve("home"));
    Files.copy(MarkdownBlock.HOME.resolve("runbook"), home.resolve("runbook"));
    for (var module : List.of("engine/core", "modules")) {
      Files.createDirectories(home.resolve(module).resolve("src/main"));
      Files.createFile(home.resolve(module).resolve("pom.xml"));
    }
    Files.createFile(home.resolve("pom.xml"));
    Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
    program("java", TRAINING);
  }

  /** Counts the trainings, and makes a cache. */
  private static final String TRAINING =
      """
      for word; do
        case $word in
        -XX:AOTCacheOutput=*) echo >>"$0.trainings"; : >"${word#*=}" ;;
        esac
      done\
      """;

  private int trainings() throws IOException {
    return Files.readAllLines(folder.resolve("bin/java.trainings")).size();
  }

  private void program(String name, String does) throws IOException {
    var file = Files.createDirectories(folder.resolve("bin")).resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + does + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void assertRefused(String wanted, String where) throws Exception {
    var words = List.of("sh", "-c", where + " exec sh \"$0\"", home.resolve("runbook").toString());
    var said = folder.resolve("refused");
    var process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertEquals(69, process.waitFor());
    assertTrue(Files.readString(said).contains(wanted), Files.readString(said));
  }

  @Test
  void versionIsToldWithoutTheCacheOfAllClasses() throws Exception {
    program("java", "echo \"$@\" >>\"$0.words\"");
    builtAfter(BUILD);
    var words = List.of("sh", home.resolve("runbook").toString(), "--version");
    var builder = new ProcessBuilder(words);
    builder.environment().put("RUNBOOK_JAVA_HOME", folder.toString());
    assertEquals(0, builder.start().waitFor());
    var last = Files.readAllLines(folder.resolve("bin/java.words")).getLast();
    assertTrue(last.contains("/cli-") && last.endsWith("runbook.cli.Main --version"), last);
    assertFalse(last.contains("AOTCache"), last);
  }

  @Test
  void installedRunbookUsesItsOwnJavaAndBuildsNothing() throws Exception {
    var own = Files.createDirectories(home.resolve("runtime/bin")).resolve("java");
    Files.createDirectories(home.resolve("lib/training"));
    Files.writeString(home.resolve("runtime/release"), "JAVA_VERSION=\"25.0.1\"\nRUNBOOK_JARS=1\n");
    program("java", "echo \"$@\" >>\"$0.words\"; " + TRAINING);
    Files.move(folder.resolve("bin/java"), own);
    program("mvn", "exit 1");
    var words = Path.of(own + ".words");
    for (var asked : List.of("--version", "doc", "doc")) {
      assertEquals(0, new ProcessBuilder("sh", home + "/runbook", asked).start().waitFor());
    }
    // One start prepares the cache, and --version does not wait for it.
    var starts = Files.readAllLines(words);
    assertEquals(4, starts.size(), starts::toString);
    assertTrue(starts.get(0).endsWith("--version"), starts::toString);
    assertTrue(starts.get(1).contains("-XX:AOTCacheOutput="), starts::toString);
    assertTrue(starts.get(3).contains("-XX:AOTCache=" + home + "/lib/start.aot"), starts::toString);
    Files.writeString(home.resolve("runtime/release"), "JAVA_VERSION=\"25.0.1\"\nRUNBOOK_JARS=2\n");
    assertEquals(0, new ProcessBuilder("sh", home + "/runbook", "doc").start().waitFor());
    assertEquals(6, Files.readAllLines(words).size());
  }

  @Test
  void deletedWorkingFolderIsNamed() throws Exception {
    var gone = folder.resolve("gone");
    assertRefused(
        "the working folder has been deleted",
        "mkdir '%1$s'; cd '%1$s'; rmdir '%1$s';".formatted(gone));
  }

  @Test
  void limitOfOpenFilesThatIsTooLowIsNamed() throws Exception {
    assertRefused("only 64 files may be open at a time", "ulimit -n 64;");
  }

  /** Returns the number of builds so far; each build also runs this script. */
  private int builtAfter(String does) throws Exception {
    program("mvn", "echo >>'%s'\n%s".formatted(folder.resolve("builds"), does));
    var builder = new ProcessBuilder("sh", home.resolve("runbook").toString());
    builder.environment().put("RUNBOOK_JAVA_HOME", folder.toString());
    builder.environment().merge("PATH", folder.resolve("bin") + ":", (old, bin) -> bin + old);
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile());
    builder.start().waitFor();
    return Files.readAllLines(folder.resolve("builds")).size();
  }

  private static final String BUILD = "mkdir -p modules/target/runbook";

  @Test
  void upToDateBuildIsNotRepeated() throws Exception {
    assertEquals(1, builtAfter(BUILD));
    assertEquals(1, builtAfter(BUILD));
  }

  @Test
  void rootBuildsAsOwnerOfCheckout() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can be someone else");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertEquals(0, new ProcessBuilder("chown", "-R", "nobody", home.toString()).start().waitFor());
    assertEquals(1, builtAfter(BUILD));
    try (var files = Files.walk(home)) {
      for (var file : files.toList()) {
        assertEquals("nobody", Files.getOwner(file).getName(), file.toString());
      }
    }
    assertEquals(1, builtAfter(BUILD));
  }

  @Test
  void killedBuildIsRepeated() throws Exception {
    assertEquals(1, builtAfter(BUILD + "; touch modules/target/runbook/half.jar; kill -9 $PPID"));
    assertEquals(2, builtAfter(BUILD));
    assertEquals(2, builtAfter(BUILD));
  }

  @Test
  void changeDuringBuildCausesAnotherBuild() throws Exception {
    // Times of files have the resolution of a clock tick.
    var edit = "; sleep 0.1; echo changed >engine/core/src/main/Changed.java; sleep 0.1";
    assertEquals(1, builtAfter(BUILD + edit));
    assertEquals(2, builtAfter(BUILD));
    assertEquals(2, builtAfter(BUILD));
  }

  @Test
  void trainingIsRepeatedIfAnotherRunWorkedOnThisMachine() throws Exception {
    program("java", TRAINING + "\nexit 75");
    builtAfter(BUILD);
    int failed = trainings();
    program("java", TRAINING);
    builtAfter(BUILD);
    builtAfter(BUILD);
    assertEquals(failed + 1, trainings());
  }

  @Test
  void cacheIsRenewedWhenTheJarsOrTheJdkChange() throws Exception {
    var jar = home.resolve("modules/target/runbook/some.jar");
    var build = BUILD + "; touch modules/target/runbook/some.jar; sleep 0.1";
    assertEquals(1, builtAfter(build));
    assertEquals(1, builtAfter(build));
    assertEquals(1, trainings());
    Thread.sleep(100); // times of files have the resolution of a clock tick
    Files.writeString(jar, "built by another program");
    assertEquals(1, builtAfter(build));
    assertEquals(2, trainings());
    Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"25.0.2\"\n");
    assertEquals(1, builtAfter(build));
    assertEquals(1, builtAfter(build));
    assertEquals(3, trainings());
  }
}
