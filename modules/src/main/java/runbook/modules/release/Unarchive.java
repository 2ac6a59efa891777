package runbook.modules.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runbook.module.Change;
import runbook.module.Default;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Place;
import runbook.module.Want;
import runbook.module.param.HostPath;
import runbook.module.param.LocalFile;
import runbook.modules.command.RunCondition;
import runbook.modules.file.File;
import runbook.modules.file.FileFact;
import runbook.modules.file.FilePlacement;
import runbook.modules.file.PathFact;
import runbook.modules.file.WantedAccess;
import runbook.modules.release.ArchiveContents.PackedEntry;

/** Unpacks an archive into a folder of the host. */
@Doc("Unpacks a .tar.gz, .tgz or .tar archive into a directory of the host.")
@Example(
    """
    unarchive:
      src: app.tar.gz
      dest: "{{ dir }}"
    """)
@Example(
    """
    unarchive:
      remote_src: "{{ dir }}/app.tar.gz"
      dest: "{{ dir }}"
      strip: 1
      creates: "{{ dir }}/run"
    """)
public record Unarchive(
    @Doc(
            "The archive, next to the playbook or in its files folder; files that differ are"
                + " replaced.")
        Optional<LocalFile> src,
    @Doc("Instead of 'src', an archive that is already on the host; needs 'creates'.")
        Optional<HostPath> remoteSrc,
    @Doc("The directory to unpack it in, which must exist; other files in it stay.") HostPath dest,
    @Doc("With 'remote_src', a path; if it exists, nothing is unpacked.")
        Optional<HostPath> creates,
    @Doc("How many leading folders to drop from each path in the archive.") @Default("0") int strip,
    @Doc(
            "The owner of all files; by default the task's user for a new file, and unchanged"
                + " otherwise.")
        Optional<String> owner,
    @Doc(
            "The group of all files; by default that of the task's user for a new file, and"
                + " unchanged otherwise.")
        Optional<String> group)
    implements Module {

  public Unarchive {
    WantedAccess.check(owner, group);
    if (src.isPresent() == remoteSrc.isPresent()) {
      throw new IllegalArgumentException("give either 'src' or 'remote_src'");
    }
    if (remoteSrc.isPresent() != creates.isPresent()) {
      throw new IllegalArgumentException("'remote_src' and 'creates' go together");
    }
    if (remoteSrc.isPresent() && (owner.isPresent() || group.isPresent())) {
      throw new IllegalArgumentException("'owner' and 'group' need 'src'");
    }
    if (strip < 0) {
      throw new IllegalArgumentException("'strip' must not be negative");
    }
    remoteSrc.ifPresent(archive -> ArchiveFormat.of(archive.path()));
    src.ifPresent(archive -> ArchiveContents.of(archive, ReleaseCache.ofUser()));
  }

  @Override
  public List<Want> wants() {
    var wants = new ArrayList<Want>();
    wants.add(
        new Want.Require<>(
            PathFact.directory(dest),
            isDirectory -> isDirectory,
            "there is no directory %s: make it first, with 'file: {path: %s, state: directory}'"
                .formatted(dest, dest)));
    src.ifPresent(archive -> {
      for (var packedEntry : ArchiveContents.of(archive, ReleaseCache.ofUser()).entries()) {
        ArchiveContents.stripped(packedEntry.path(), strip)
            .map(path -> new HostPath(dest + "/" + path))
            .ifPresent(path -> wants.addAll(wants(path, packedEntry)));
      }
    });
    remoteSrc.ifPresent(archive -> wants.addAll(remote(archive)));
    return wants;
  }

  private List<Want> wants(HostPath path, PackedEntry packedEntry) {
    return switch (packedEntry) {
      case PackedEntry.PackedFolder _ ->
          file(path, File.WantedFileState.DIRECTORY, Optional.empty()).wants();
      case PackedEntry.PackedLink(var _, String target) ->
          file(path, File.WantedFileState.LINK, Optional.of(target)).wants();
      case PackedEntry.PackedFile(var _, var fileContent, var fileMode) ->
          new FilePlacement(
                  path,
                  fileContent,
                  new WantedAccess(Optional.of(fileMode), owner, group),
                  FileFact.WriteOptions.NONE)
              .wants();
    };
  }

  private File file(HostPath path, File.WantedFileState wantedFileState, Optional<String> target) {
    var user = target.isPresent() ? Optional.<String>empty() : owner;
    var theirs = target.isPresent() ? Optional.<String>empty() : group;
    return new File(path, Optional.of(wantedFileState), target, Optional.empty(), user, theirs);
  }

  private List<Want> remote(HostPath archive) {
    var script = HostReleaseScript.unpacking(archive, dest, strip, creates.orElseThrow());
    var runCommand =
        new Change.RunCommand(script, Optional.empty(), java.util.Map.of(), Optional.empty());
    return List.of(
        new Want.Require<>(
            PathFact.anything(archive), there -> there, "there is no archive " + archive),
        new Want.Perform(
            "unpack " + archive,
            runCommand,
            Want.Effect.CHANGES,
            Optional.of(new RunCondition.Creates(creates.orElseThrow())),
            List.of(new Place.Path(dest))));
  }
}
