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
    @Doc("What shall be at the path; when left out, whatever is there keeps its kind.")
        Optional<WantedFileState> state,
    @Doc("Where a link leads, as a full path or as seen from the link's directory.")
        Optional<String> src,
    @Doc("The permission bits; when left out, 0755 for a new directory, 0644 for a new file.")
        Optional<FileMode> mode,
    @Doc("The user it belongs to; when left out, whoever makes it, or no change.")
        Optional<String> owner,
    @Doc("The group it belongs to; when left out, that of whoever makes it, or no change.")
        Optional<String> group)
    implements Module {

  /** What shall be at a path. */
  public enum WantedFileState {
    @Doc("A file must be there already; only its mode and owner are seen to.")
    FILE,
    @Doc("A directory; those above it are made as well, with the same mode and owner.")
    DIRECTORY,
    @Doc("Nothing; a directory goes with all that is in it.")
    ABSENT,
    @Doc("A symbolic link to 'src', whether or not that is there; another link is replaced.")
    LINK,
    @Doc("An empty file if nothing is there; what is there keeps its content and its times.")
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
          "'mode', 'owner' and 'group' are not for 'state: link' and 'state: absent'");
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
