package runbook.modules.template;

import java.util.List;
import java.util.Optional;
import runbook.module.Default;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Want;
import runbook.module.param.HostPath;
import runbook.module.param.Mode;
import runbook.modules.file.FileFact;
import runbook.modules.file.Parameters;
import runbook.modules.file.Placement;
import runbook.modules.file.Rights;

/** Fills in a template with the host's variables and puts the text in place. */
@Doc("Fills in a Mustache template with the variables of the host and puts the text in place.")
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
    @Doc("The template beside the playbook or in its templates folder.")
        runbook.module.param.Template src,
    @Doc(Parameters.DEST) HostPath dest,
    @Doc(Parameters.MODE) Optional<Mode> mode,
    @Doc(Parameters.OWNER) Optional<String> owner,
    @Doc(Parameters.GROUP) Optional<String> group,
    @Doc(Parameters.BACKUP) @Default("false") boolean backup,
    @Doc(Parameters.VALIDATE) Optional<String> validate,
    @Doc(
            "Settings of a program, which the template finds by name, written as the program reads"
                + " them.")
        Optional<ProgramSettings> settings)
    implements Module {

  public Template {
    Rights.check(owner, group);
    FileFact.Care.check(validate);
  }

  @Override
  public List<Want> wants() {
    var rights = new Rights(mode, owner, group);
    var care = new FileFact.Care(validate, backup);
    return new Placement(dest, src.content(), rights, care).wants();
  }
}
