package runbook.modules.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runbook.module.Want;
import runbook.module.param.FileContent;
import runbook.module.param.HostPath;
import runbook.modules.file.FileState.Absent;
import runbook.modules.file.FileState.Directory;
import runbook.modules.file.FileState.Link;
import runbook.modules.file.FileState.Other;
import runbook.modules.file.FileState.Regular;

/**
 * The placement of content as a file, shared by all modules that write files.
 *
 * @param content the content; empty if any existing file is accepted
 */
public record FilePlacement(
    HostPath dest,
    Optional<FileContent> content,
    WantedAccess wantedAccess,
    FileFact.WriteOptions writeOptions) {

  public FilePlacement(
      HostPath dest,
      FileContent fileContent,
      WantedAccess wantedAccess,
      FileFact.WriteOptions writeOptions) {
    this(dest, Optional.of(fileContent), wantedAccess, writeOptions);
  }

  public List<Want> wants() {
    var fact = new FileFact(dest, writeOptions);
    var wants = new ArrayList<>(wantedAccess.wants());
    wants.add(
        new Want.Require<>(
            PathFact.directory(dest),
            isDirectory -> !isDirectory,
            "%s is a directory: give the full path of the file in it".formatted(dest)));
    wants.add(
        new Want.Require<>(
            fact,
            state -> !(state.fileKind() instanceof Other),
            "%s is a device, a socket or similar, and will not be replaced".formatted(dest)));
    wants.addAll(new FileWant(fact, this::wish).wants());
    return wants;
  }

  private FileState wish(FileState state) {
    return switch (state.fileKind()) {
      case Regular(FileAccess fileAccess, var old, boolean fresh) ->
          state.with(
              new Regular(
                  isSecret()
                      ? wantedAccess.applyToSecret(fileAccess)
                      : wantedAccess.applyTo(fileAccess),
                  content.or(() -> old),
                  fresh || differs(old)));
      case Absent _, Link _ ->
          state.with(
              new Regular(
                  wantedAccess.forNewFile(
                      state.fileSurroundings(), WantedAccess.usualMode(isSecret())),
                  content,
                  true));
      case Directory _, Other _ -> state;
    };
  }

  private boolean isSecret() {
    return content.filter(FileContent::isSecret).isPresent();
  }

  private boolean differs(Optional<FileContent> old) {
    return content.isPresent() && !old.equals(content);
  }
}
