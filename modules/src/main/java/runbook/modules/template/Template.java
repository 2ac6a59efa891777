package runbook.modules.template;

import java.util.List;
import java.util.Optional;
import runbook.module.Default;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Want;
import runbook.module.param.FileMode;
import runbook.module.param.HostPath;
import runbook.modules.file.FileFact;
import runbook.modules.file.FilePlacement;
import runbook.modules.file.ParameterDocs;
import runbook.modules.file.WantedAccess;

/** Fills in a template with the host's variables and writes the text to the host. */
@Doc("Fills in a Mustache template with the host's variables and writes the text to the host.")
@Example(
    """
    template:
      src: app.conf.mustache
      dest: "{{ dir }}/app.conf"
      mode: "0640"
    """)
@Example(
    """
    template:
      src: app.conf.mustache
      dest: "{{ dir }}/checked.conf"
      validate: test -s %s
    """)
@Example(
    """
    template:
      src: etcd.yml.mustache
      dest: "{{ dir }}/etcd.yml"
      settings:
        for: etcd
        version: 3.5.16
        values:
          name: etcd1
          data-dir: /var/lib/etcd
          heartbeat-interval: 250
          election-timeout: 2500
    """)
public record Template(
    @Doc("The template, next to the playbook or in its templates folder.")
        runbook.module.param.RenderedTemplate src,
    @Doc(ParameterDocs.DEST) HostPath dest,
    @Doc(ParameterDocs.MODE_OF_CONTENT) Optional<FileMode> mode,
    @Doc(ParameterDocs.OWNER) Optional<String> owner,
    @Doc(ParameterDocs.GROUP) Optional<String> group,
    @Doc(ParameterDocs.BACKUP) @Default("false") boolean backup,
    @Doc(ParameterDocs.VALIDATE) Optional<String> validate,
    @Doc(
            "Settings of a program, available to the template by name, in the form that the"
                + " program reads.")
        Optional<ProgramSettings> settings)
    implements Module {

  public Template {
    WantedAccess.check(owner, group);
    FileFact.WriteOptions.check(validate);
  }

  @Override
  public List<Want> wants() {
    var wantedAccess = new WantedAccess(mode, owner, group);
    var writeOptions = new FileFact.WriteOptions(validate, backup);
    return new FilePlacement(dest, src.fileContent(), wantedAccess, writeOptions).wants();
  }
}
