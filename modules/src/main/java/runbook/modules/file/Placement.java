package runbook.modules.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runbook.module.Want;
import runbook.module.param.Content;
import runbook.module.param.HostPath;
import runbook.module.param.Mode;
import runbook.modules.file.FileState.Absent;
import runbook.modules.file.FileState.Directory;
import runbook.modules.file.FileState.Link;
import runbook.modules.file.FileState.Other;
import runbook.modules.file.FileState.Regular;

/**
 * Content put in place as a file: what all modules that bring files have in common.
 *
 * @param content empty when anything will do that is there already
 */
public record Placement(
    HostPath dest, Optional<Content> content, Rights rights, FileFact.Care care) {

  private static final Mode USUAL = new Mode(0644);

  public Placement(HostPath dest, Content content, Rights rights, FileFact.Care care) {
    this(dest, Optional.of(content), rights, care);
  }

  public List<Want> wants() {
    var fact = new FileFact(dest, care);
    var wants = new ArrayList<>(rights.wants());
    wants.add(
        new Want.Require<>(
            PathFact.directory(dest),
            isDirectory -> !isDirectory,
            "%s is a directory: give the full path of the file in it".formatted(dest)));
    wants.add(
        new Want.Require<>(
            fact,
            state -> !(state.thing() instanceof Other),
            "%s is a device, a socket or the like, and will not be replaced".formatted(dest)));
    wants.addAll(new Attempt(fact, this::wish).wants());
    return wants;
  }

  private FileState wish(FileState state) {
    return switch (state.thing()) {
      case Regular(Access access, var old, boolean fresh) ->
          state.with(new Regular(rights.of(access), content.or(() -> old), fresh || differs(old)));
      case Absent _, Link _ ->
          state.with(new Regular(rights.ofNew(state.around(), USUAL), content, true));
      case Directory _, Other _ -> state;
    };
  }

  private boolean differs(Optional<Content> old) {
    return content.isPresent() && !old.equals(content);
  }
}
