package runbook.lab;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** An HTTP server in the lab's network, such as air-gapped sites have instead of the internet. */
public final class LabMirror {

  /** The name of the mirror inside the lab, for hosts and plays. */
  public static final String NAME = "mirror.lab";

  public static final String URL = "http://" + NAME;

  private final LabFolder folder;

  public LabMirror(LabFolder folder) {
    this.folder = folder;
  }

  /**
   * Copies files, and all files in folders, to the folder that the mirror serves.
   *
   * @return the paths of the URLs
   */
  public List<String> add(List<Path> places) throws IOException, InterruptedException, LabFailure {
    return put(places, Files::copy);
  }

  /** Serves a folder of files that never change. Hard links save the space of a copy. */
  public List<String> share(Path place) throws IOException, InterruptedException, LabFailure {
    return put(List.of(place), LabMirror::link);
  }

  /** Fails unless the lab is up, to be called before a download for it. */
  public void check() throws IOException, LabFailure {
    new LabCommandRunner(folder).running();
  }

  private interface Putting {
    void put(Path from, Path to) throws IOException;
  }

  private List<String> put(List<Path> places, Putting putting)
      throws IOException, InterruptedException, LabFailure {
    check();
    for (var place : places) {
      if (!Files.exists(place)) {
        throw new LabFailure("there is no " + place, "give files or folders");
      }
    }
    var served = new ArrayList<String>();
    try (var _ = LabLock.on(folder)) {
      Files.createDirectories(folder.mirror());
      for (var place : places) {
        var top = Files.isDirectory(place) ? place : place.toAbsolutePath().getParent();
        for (var file : files(place)) {
          var path = top.toAbsolutePath().relativize(file.toAbsolutePath());
          var to = folder.mirror().resolve(path);
          Files.createDirectories(to.getParent());
          put(file, to, putting);
          served.add("/" + path);
        }
      }
      serve();
    }
    return served;
  }

  /** Replaces a file atomically, so that hosts never see part of it. */
  private void put(Path from, Path to, Putting putting) throws IOException {
    var draft = folder.path().resolve("served.new");
    Files.deleteIfExists(draft);
    putting.put(from, draft);
    Files.move(draft, to, StandardCopyOption.ATOMIC_MOVE);
  }

  private static List<Path> files(Path place) throws IOException {
    try (Stream<Path> all = Files.walk(place)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void link(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
    } catch (FileSystemException _) {
      // The two are on different file systems.
      Files.copy(from, to);
    }
  }

  /** Returns the number of files. */
  public long size() throws IOException {
    return Files.exists(folder.mirror()) ? files(folder.mirror()).size() : 0;
  }

  /** Starts the server if there are files to serve and it is not running. */
  void serve() throws IOException, InterruptedException, LabFailure {
    if (!Files.exists(folder.mirror())) {
      return;
    }
    var own = FileServer.class.getProtectionDomain().getCodeSource().getLocation();
    new LabCommandRunner(folder)
        .runExclusively(
            "mirror",
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xmx32m",
                "-cp",
                Path.of(URI.create(own.toString())).toString(),
                FileServer.class.getName()));
  }
}
