package runbook.modules.file;

import java.util.List;
import java.util.Optional;
import runbook.module.Default;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Want;
import runbook.module.param.Content;
import runbook.module.param.HostPath;
import runbook.module.param.LocalFile;
import runbook.module.param.Mode;

/** Puts a file of the controller, or a text, in place on the host. */
@Doc("Puts a file of the controller, or a text, in place on the host.")
@Example(
    """
    copy:
      content: "Welcome, and mind the step.\\n"
      dest: "{{ dir }}/motd"
      mode: "0644"
    """)
@Example(
    """
    copy:
      src: app.conf
      dest: "{{ dir }}/app.conf"
      mode: "0600"
      backup: true
      validate: grep -q . %s
    """)
public record Copy(
    @Doc("The file beside the playbook or in its files folder; it is copied byte by byte.")
        Optional<LocalFile> src,
    @Doc("The text of the file, instead of 'src'.") Optional<String> content,
    @Doc(Parameters.DEST) HostPath dest,
    @Doc(Parameters.MODE) Optional<Mode> mode,
    @Doc(Parameters.OWNER) Optional<String> owner,
    @Doc(Parameters.GROUP) Optional<String> group,
    @Doc(Parameters.BACKUP) @Default("false") boolean backup,
    @Doc(Parameters.VALIDATE) Optional<String> validate)
    implements Module {

  public Copy {
    if (src.isPresent() == content.isPresent()) {
      throw new IllegalArgumentException("give either 'src' or 'content'");
    }
    Rights.check(owner, group);
    FileFact.Care.check(validate);
  }

  @Override
  public List<Want> wants() {
    var bytes = src.map(LocalFile::content).or(() -> content.map(Content::of)).orElseThrow();
    var rights = new Rights(mode, owner, group);
    return new Placement(dest, bytes, rights, new FileFact.Care(validate, backup)).wants();
  }
}
