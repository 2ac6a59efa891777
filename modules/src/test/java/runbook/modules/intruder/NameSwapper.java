package runbook.modules.intruder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Another user of this machine, to whom a folder belongs, and who swaps names there for links to
 * root's files.
 *
 * @param theirs the folder of the other user
 * @param file a file of root's
 * @param closed a folder of root's
 */
record NameSwapper(Path theirs, Path file, Path closed) {

  static final String USER = "nobody";

  /** Makes the folders; a test that cannot be two users is skipped. */
  static NameSwapper in(Path folder) throws IOException {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can act as two users");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv is not installed");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/perl")), "perl is not installed");
    var nameSwapper =
        new NameSwapper(
            Files.createDirectory(folder.resolve("theirs")),
            Files.createDirectory(folder.resolve("victims")).resolve("file"),
            Files.createDirectory(folder.resolve("victims/closed")));
    Files.writeString(nameSwapper.file, "root's\n");
    Files.writeString(nameSwapper.closed.resolve("f"), "root's too\n");
    Files.writeString(
        Files.createDirectory(nameSwapper.closed.resolve("inner")).resolve("f"), "too\n");
    Files.setAttribute(folder, "unix:mode", 0755);
    Files.setAttribute(nameSwapper.file, "unix:mode", 0600);
    Files.setAttribute(nameSwapper.closed, "unix:mode", 0710);
    own(nameSwapper.theirs);
    return nameSwapper;
  }

  /** Gives something to the other user. */
  static void own(Path path) throws IOException {
    var user = path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER);
    Files.setAttribute(path, "unix:owner", user, LinkOption.NOFOLLOW_LINKS);
  }

  /** Starts to swap names until the process is destroyed. */
  Process swap(Path folder, List<String> names) throws IOException {
    var script = Files.createTempFile("swap", ".pl");
    try (var in = NameSwapper.class.getResourceAsStream("swap.pl")) {
      Files.write(script, in.readAllBytes());
    }
    Files.setAttribute(script, "unix:mode", 0644);
    var words = new ArrayList<>(List.of("setpriv", "--reuid", USER, "--regid", "nogroup"));
    words.addAll(List.of("--clear-groups", "perl", script.toString()));
    words.addAll(List.of(file.toString(), closed.toString()));
    words.addAll(names);
    return new ProcessBuilder(words).directory(folder.toFile()).inheritIO().start();
  }

  /** Ends the process, which must have run up to now. */
  static void stop(Process process) throws InterruptedException {
    boolean alive = process.isAlive();
    process.destroyForcibly();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertTrue(alive, "the other user ended early");
  }

  /** Returns owner, mode and content of everything that is root's. */
  Map<String, String> victims() {
    var all = new TreeMap<String, String>();
    try (var paths = Files.walk(file.getParent())) {
      for (var path : paths.toList()) {
        var attributes = Files.readAttributes(path, "unix:uid,gid,mode", LinkOption.NOFOLLOW_LINKS);
        var content = Files.isRegularFile(path) ? Files.readString(path) : "";
        all.put(path.toString(), new TreeMap<>(attributes) + content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  void assertUntouched(Map<String, String> before) {
    assertEquals(before, victims());
  }
}
