package runbook.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/**
 * Releases of a program that the mirror of a lab can be given by name. Each is a service, so that
 * the lab knows of no program.
 */
public interface MirrorSource {

  /** As in {@code runbook lab mirror NAME}. */
  String name();

  /** What it puts there and where that comes from, for the help of the command. */
  String about();

  /** Where its authors publish a release, with {version} and {arch}. */
  String upstream();

  /**
   * The folder of those releases that are best had on this machine, kept for the next time.
   *
   * @param say hears of what takes time
   */
  Path usual(Consumer<String> say) throws IOException, InterruptedException, LabFailure;

  /**
   * The same for releases from a place, with {version} and {arch}.
   *
   * @param versions when empty, some to upgrade between
   */
  Path from(String place, List<String> versions, Consumer<String> say)
      throws IOException, InterruptedException, LabFailure;

  /** Forgets what is kept, so that newer ones are looked for. */
  void forget() throws IOException, InterruptedException, LabFailure;

  /** The versions that a folder has, the oldest first. */
  List<String> versions(Path folder) throws IOException;

  /** All there are. */
  static List<MirrorSource> all() {
    return ServiceLoader.load(MirrorSource.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  static Optional<MirrorSource> named(String name) {
    return all().stream().filter(source -> source.name().equals(name)).findFirst();
  }
}
