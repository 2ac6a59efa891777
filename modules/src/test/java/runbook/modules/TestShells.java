package runbook.modules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import runbook.testkit.LocalShell;

/** Shells and file names for tests. */
public final class TestShells {

  public static final List<String> ODD_NAMES =
      List.of(
          "plain",
          "two words",
          "it's \"quoted\"",
          "new\nline\n",
          "-rf",
          "grüße ☃",
          "$HOME",
          "*",
          "a -> b");

  private static final Path APPLETS = applets();

  private TestShells() {}

  /** Returns the installed shells, and BusyBox with only its own tools. */
  public static List<LocalShell> all() {
    var shells = new ArrayList<>(LocalShell.installed());
    shells.stream()
        .filter(localShell -> localShell.command().getFirst().equals("busybox"))
        .findFirst()
        .ifPresent(_ -> shells.add(new LocalShell(List.of("env", "PATH=" + APPLETS, "sh"))));
    return shells;
  }

  /** Returns the same shell, run by root as another user. */
  public static LocalShell as(String user, LocalShell localShell) {
    var switching = List.of("setpriv", "--reuid", user, "--regid", "nogroup", "--clear-groups");
    return new LocalShell(
        Stream.concat(switching.stream(), localShell.command().stream()).toList());
  }

  private static Path applets() {
    try {
      var folder = Files.createDirectories(Path.of("target", "applets").toAbsolutePath());
      var busybox = Path.of("/bin/busybox");
      if (Files.isExecutable(busybox) && !Files.exists(folder.resolve("sh"))) {
        var install = new ProcessBuilder("busybox", "--install", "-s", folder.toString());
        install.inheritIO().start().waitFor();
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
