package runbook.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/**
 * A source of releases that {@code runbook lab mirror} knows by name. Sources are services, so that
 * the lab does not depend on any program.
 */
public interface MirrorSource {

  /** Returns the name, as in {@code runbook lab mirror NAME}. */
  String name();

  /** Describes what it serves and where it comes from, for the help of the command. */
  String about();

  /** Returns the URL where its authors publish a release, with {version} and {arch}. */
  String upstream();

  /**
   * Returns a folder with the releases that this machine can get most easily. The folder is cached.
   *
   * @param say receives a line for each slow step
   */
  Path usual(Consumer<String> say) throws IOException, InterruptedException, LabFailure;

  /**
   * Returns a folder with releases from a URL with {version} and {arch}.
   *
   * @param versions the versions; if empty, some to upgrade between
   */
  Path from(String place, List<String> versions, Consumer<String> say)
      throws IOException, InterruptedException, LabFailure;

  /** Clears the cache, so that the next call finds newer releases. */
  void forget() throws IOException, InterruptedException, LabFailure;

  /** Returns the versions in a folder, oldest first. */
  List<String> versions(Path folder) throws IOException;

  static List<MirrorSource> all() {
    return ServiceLoader.load(MirrorSource.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  static Optional<MirrorSource> named(String name) {
    return all().stream().filter(source -> source.name().equals(name)).findFirst();
  }
}
