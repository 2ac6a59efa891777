package runbook.modules.file;

import java.util.List;
import java.util.Optional;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Want;
import runbook.module.param.FileMode;
import runbook.module.param.HostPath;

/** Makes and removes directories, links and empty files, and sets mode and owner. */
@Doc("Makes and removes directories, links and empty files, and sets mode and owner.")
@Example(
    """
    file:
      path: "{{ dir }}/conf/extra"
      state: directory
      mode: "0750"
    """)
@Example(
    """
    file:
      path: "{{ dir }}/current"
      state: link
      src: releases/42
    """)
@Example("file: {path: \"{{ dir }}/old\", state: absent}")
public record File(
    @Doc("The full path on the host; a link there is not followed.") HostPath path,
    @Doc("The state the path should be in; by default it must exist and stays the kind it is.")
        Optional<WantedFileState> state,
    @Doc("The target of a link: a full path, or one relative to the link's directory.")
        Optional<String> src,
    @Doc("The permission bits; by default 0755 for a new directory, 0644 for a new file.")
        Optional<FileMode> mode,
    @Doc("The owner; by default the task's user if it is new, and unchanged otherwise.")
        Optional<String> owner,
    @Doc("The group; by default that of the task's user if it is new, and unchanged otherwise.")
        Optional<String> group)
    implements Module {

  /** The states that a path can be in. */
  public enum WantedFileState {
    @Doc("A file that must already exist; only its mode and owner are set.")
    FILE,
    @Doc("A directory; missing parents are made too, with the same mode and owner.")
    DIRECTORY,
    @Doc("Nothing; a directory is removed with everything in it.")
    ABSENT,
    @Doc("A symbolic link to 'src', which need not exist; another link is replaced.")
    LINK,
    @Doc("An empty file if nothing exists; what exists keeps its content and times.")
    TOUCH
  }

  public File {
    WantedAccess.check(owner, group);
    boolean rights = new WantedAccess(mode, owner, group).any();
    if (src.isPresent() != state.equals(Optional.of(WantedFileState.LINK))) {
      throw new IllegalArgumentException("'src' and 'state: link' go together");
    }
    if (rights && (src.isPresent() || state.equals(Optional.of(WantedFileState.ABSENT)))) {
      throw new IllegalArgumentException(
          "'mode', 'owner' and 'group' cannot be used with 'state: link' or 'state: absent'");
    }
    if (state.equals(Optional.of(WantedFileState.ABSENT))) {
      ProtectedPaths.check(path);
    }
  }

  @Override
  public List<Want> wants() {
    var wantedAccess = new WantedAccess(mode, owner, group);
    return state
        .map(wanted ->
            switch (wanted) {
              case FILE -> ExistingFileWants.file(path, wantedAccess);
              case DIRECTORY -> NewFileWants.directory(path, wantedAccess);
              case ABSENT -> NewFileWants.removal(path);
              case LINK -> NewFileWants.link(path, src.orElseThrow());
              case TOUCH -> NewFileWants.file(path, wantedAccess);
            })
        .orElseGet(() -> ExistingFileWants.anyKind(path, wantedAccess));
  }
}
