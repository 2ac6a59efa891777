package runbook.modules.release;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import runbook.module.Default;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Want;
import runbook.module.param.FileContent;
import runbook.module.param.FileMode;
import runbook.module.param.HostPath;
import runbook.module.param.LocalFolder;
import runbook.modules.file.FileFact;
import runbook.modules.file.FilePlacement;
import runbook.modules.file.WantedAccess;

/** Installs programs from a folder of the controller on the host. */
@Doc(
    "Installs programs on the host if they differ; a program that runs goes on running, and its"
        + " next start runs the new one.")
@Example(
    """
    install_binary:
      from: programs
      names: [etcd, etcdctl]
      optional: [etcdutl]
      dest: "{{ dir }}"
    """)
@Example(
    """
    install_binary:
      from: programs
      names: [etcd]
      dest: "{{ dir }}"
      mode: "0750"
      backup: true
    """)
public record InstallBinary(
    @Doc("The folder they are in: next to the playbook, in its files folder, or a full path.")
        LocalFolder from,
    @Doc("The programs; each must be in the folder.") List<String> names,
    @Doc("More programs, installed if they are in the folder.") List<String> optional,
    @Doc("The directory to install them in, which must exist.") @Default("/usr/local/bin")
        HostPath dest,
    @Doc("The owner; by default the task's user for a new file, and unchanged for an existing one.")
        Optional<String> owner,
    @Doc(
            "The group; by default that of the task's user for a new file, and unchanged for an"
                + " existing one.")
        Optional<String> group,
    @Doc("The permission bits.") @Default("0755") FileMode mode,
    @Doc("Whether to keep the old program next to the new one, with the time and .bak in its name.")
        @Default("false")
        boolean backup)
    implements Module {

  public InstallBinary {
    WantedAccess.check(owner, group);
    if (names.isEmpty() && optional.isEmpty()) {
      throw new IllegalArgumentException("'names' must name at least one program");
    }
    for (var name : all(names, optional)) {
      if (!name.matches("[^/\\p{Cntrl}]+") || name.matches("\\.\\.?")) {
        throw new IllegalArgumentException(
            "'%s' is not the name of a program in the folder 'from'".formatted(name));
      }
    }
    for (var name : names) {
      if (content(from, name).isEmpty()) {
        throw new IllegalArgumentException(
            "there is no '%s' in %s: correct 'names', or list it in 'optional'"
                .formatted(name, from.name()));
      }
    }
  }

  @Override
  public List<Want> wants() {
    var wantedAccess = new WantedAccess(Optional.of(mode), owner, group);
    var writeOptions = new FileFact.WriteOptions(Optional.empty(), backup);
    var wants = new ArrayList<Want>();
    for (var name : all(names, optional)) {
      content(from, name)
          .map(fileContent ->
              new FilePlacement(place(name), fileContent, wantedAccess, writeOptions))
          .ifPresent(filePlacement -> wants.addAll(filePlacement.wants()));
    }
    return wants;
  }

  private HostPath place(String name) {
    return new HostPath(dest + "/" + name);
  }

  private static List<String> all(List<String> names, List<String> optional) {
    return Stream.concat(names.stream(), optional.stream()).distinct().toList();
  }

  private static Optional<FileContent> content(LocalFolder from, String name) {
    try {
      return from.file(name);
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
