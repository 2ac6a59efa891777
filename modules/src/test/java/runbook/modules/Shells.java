package runbook.modules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import runbook.testkit.Sh;

/** The shells to try things with, and names to try them on. */
public final class Shells {

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

  private Shells() {}

  /** Those installed, and BusyBox with nothing but its own tools. */
  public static List<Sh> all() {
    var shells = new ArrayList<>(Sh.installed());
    shells.stream()
        .filter(sh -> sh.command().getFirst().equals("busybox"))
        .findFirst()
        .ifPresent(_ -> shells.add(new Sh(List.of("env", "PATH=" + APPLETS, "sh"))));
    return shells;
  }

  /** The same shell, run by root as someone else. */
  public static Sh as(String user, Sh sh) {
    var switching = List.of("setpriv", "--reuid", user, "--regid", "nogroup", "--clear-groups");
    return new Sh(Stream.concat(switching.stream(), sh.command().stream()).toList());
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
