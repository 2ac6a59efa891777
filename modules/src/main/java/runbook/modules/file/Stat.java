package runbook.modules.file;

import java.util.List;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Want;
import runbook.module.param.HostPath;

/** Reads what is at a path and changes nothing. */
@Doc(
    "Reads what is at a path: with 'register: it', it.stat holds exists, type, isdir, isreg,"
        + " islnk, mode, owner, group, size, sha256 and target.")
@Example("stat: {path: \"{{ dir }}/motd\"}")
@Example(
    """
    stat:
      path: "{{ dir }}"
    """)
public record Stat(@Doc("The path to look at; a link is not followed.") HostPath path)
    implements Module {

  @Override
  public List<Want> wants() {
    return List.of(new Want.Look<>("stat", new FileFact(path)));
  }
}
