package runbook.modules.file;

import java.util.List;
import java.util.Optional;
import runbook.module.Default;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Want;
import runbook.module.param.HostPath;
import runbook.module.param.Mode;
import runbook.modules.settings.Settings;

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
    @Doc("Where the file goes: its full path, in a directory that is there; a link is replaced.")
        HostPath dest,
    @Doc("The permission bits; when left out, 0644 for a new file and no change for an old one.")
        Optional<Mode> mode,
    @Doc("The user it belongs to; when left out, whoever writes a new file, or no change.")
        Optional<String> owner,
    @Doc("The group it belongs to; when left out, that of whoever writes a new file, or no change.")
        Optional<String> group,
    @Doc("Whether the old file is kept beside the new one, with the time and .bak in its name.")
        @Default("false")
        boolean backup,
    @Doc("A command that must accept the new file before it is put in place; %s is its path.")
        Optional<String> validate,
    @Doc(
            "Settings of a program, which the template finds by name, written as the program reads"
                + " them.")
        Optional<Settings> settings)
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
