package runbook.modules.file;

import java.util.List;
import java.util.Optional;
import runbook.module.Default;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Want;
import runbook.module.param.ContentText;
import runbook.module.param.FileMode;
import runbook.module.param.HostPath;
import runbook.module.param.LocalFile;

/** Writes a file from the controller, or a given text, to the host. */
@Doc("Writes a file from the controller, or a given text, to the host.")
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
    @Doc("The file, next to the playbook or in its files folder; it is copied byte for byte.")
        Optional<LocalFile> src,
    @Doc("The text of the file, instead of 'src'.") Optional<ContentText> content,
    @Doc(ParameterDocs.DEST) HostPath dest,
    @Doc(ParameterDocs.MODE_OF_CONTENT) Optional<FileMode> mode,
    @Doc(ParameterDocs.OWNER) Optional<String> owner,
    @Doc(ParameterDocs.GROUP) Optional<String> group,
    @Doc(ParameterDocs.BACKUP) @Default("false") boolean backup,
    @Doc(ParameterDocs.VALIDATE) Optional<String> validate)
    implements Module {

  public Copy {
    if (src.isPresent() == content.isPresent()) {
      throw new IllegalArgumentException("give either 'src' or 'content'");
    }
    WantedAccess.check(owner, group);
    FileFact.WriteOptions.check(validate);
  }

  @Override
  public List<Want> wants() {
    var bytes =
        src.map(LocalFile::fileContent)
            .or(() -> content.map(ContentText::fileContent))
            .orElseThrow();
    var wantedAccess = new WantedAccess(mode, owner, group);
    return new FilePlacement(dest, bytes, wantedAccess, new FileFact.WriteOptions(validate, backup))
        .wants();
  }
}
