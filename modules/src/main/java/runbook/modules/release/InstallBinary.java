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

/** Puts programs of a folder on the controller in place on the host. */
@Doc(
    "Puts programs in place on the host, where they differ; one that runs goes on running, and is"
        + " the new one when it is started again.")
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
    @Doc("The folder they are in: beside the playbook, in its files folder, or a full path.")
        LocalFolder from,
    @Doc("The programs; each must be in the folder.") List<String> names,
    @Doc("Programs that are put in place as well if they are in the folder.") List<String> optional,
    @Doc("Where they go: a directory that is there.") @Default("/usr/local/bin") HostPath dest,
    @Doc("The user they belong to; when left out, whoever writes a new file, or no change.")
        Optional<String> owner,
    @Doc(
            "The group they belong to; when left out, that of whoever writes a new file, or no"
                + " change.")
        Optional<String> group,
    @Doc("The permission bits.") @Default("0755") FileMode mode,
    @Doc("Whether an old program is kept beside the new one, with the time and .bak in its name.")
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
            "there is no '%s' in %s: correct 'names', or name it in 'optional'"
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
