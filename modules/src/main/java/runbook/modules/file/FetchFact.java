package runbook.modules.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.ForeseenStates;
import runbook.module.Place;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.module.Unforeseeable;
import runbook.module.Unreadable;
import runbook.module.Write;
import runbook.module.param.ControllerPath;
import runbook.module.param.FileContent;
import runbook.module.param.HostPath;

/**
 * Compares a file on the controller with one on a host; transfers its bytes only if they differ.
 */
record FetchFact(HostPath src, ControllerPath dest) implements Fact<FetchState> {

  /** The limit of one answer, minus a margin. */
  static final int LARGEST = 5_000_000;

  @Override
  public String label() {
    return dest.toString();
  }

  @Override
  public Script query(Detail detail) {
    return FileQuery.unless(src, digestHere(), LARGEST);
  }

  private String digestHere() {
    try {
      return here().map(FileContent::sha256).orElse("none");
    } catch (Unreadable e) {
      // The file is read again, and the error reported, when the host has answered.
      return "none";
    }
  }

  private Optional<FileContent> here() throws Unreadable {
    var file = dest.path();
    if (Files.isDirectory(file)) {
      throw new Unreadable("it is a folder: give the full path of the file in it");
    }
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(FileContent.of(file));
    } catch (IOException e) {
      throw new Unreadable("the controller cannot read it: " + e);
    }
  }

  @Override
  public FetchState read(ScriptOutput scriptOutput) throws Unreadable {
    return new FetchState(FileStateReader.read(scriptOutput), here());
  }

  /** Nothing happens on the host. */
  @Override
  public List<Change> changes(FetchState from, FetchState to) {
    var file = dest.path();
    try {
      Files.createDirectories(file.getParent());
      var fresh = Files.createTempFile(file.getParent(), ".runbook-", ".part");
      try {
        write(to.here().orElseThrow(), fresh);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          new IOException("the controller cannot write %s: %s".formatted(file, e), e));
    }
    return List.of();
  }

  private static void write(FileContent fileContent, Path file) throws IOException {
    try (var in = fileContent.open();
        var out = Files.newOutputStream(file)) {
      in.transferTo(out);
    }
  }

  @Override
  public List<Place> places() {
    return new FileFact(src).places();
  }

  @Override
  public List<Place> reads() {
    return new FileFact(src).reads();
  }

  /** All changes happen on the controller. */
  @Override
  public List<Write> writes(FetchState from, FetchState to) {
    return List.of();
  }

  @Override
  public FetchState foresee(FetchState seen, ForeseenStates earlier) throws Unforeseeable {
    return new FetchState(new FileFact(src).foresee(seen.there(), earlier), seen.here());
  }
}
