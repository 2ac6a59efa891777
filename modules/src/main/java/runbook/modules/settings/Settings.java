package runbook.modules.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.module.Doc;
import runbook.module.param.Entries;
import runbook.module.param.Remark;
import runbook.module.param.Supplement;

/** The settings of a program, for a template to write down in the form that the program reads. */
public record Settings(
    @Doc("The program.") Program for_,
    @Doc(
            "Its version, such as 3.5.16: settings have the names of then, and those it lacks are"
                + " errors.")
        Optional<String> version,
    @Doc("How the program gets them, for what not every form can say.") Optional<Form> form,
    @Doc("Settings by name, as the program's configuration file and its flags have them.")
        Entries values,
    @Doc("Settings that take the place of those in values.") Entries overrides,
    @Doc("Settings that the program gets by another way, and must not get twice.")
        List<String> elsewhere)
    implements Supplement {

  /** Programs whose settings are known. */
  public enum Program {
    @Doc("etcd 3.4 and later; templates find options, and plain and sections for YAML.")
    ETCD
  }

  /** The ways to tell a program. */
  public enum Form {
    @Doc("A file that it is started with.")
    FILE,
    @Doc("Flags on its command line.")
    FLAGS,
    @Doc("Variables of its environment.")
    ENVIRONMENT
  }

  public Settings {
    version.ifPresent(Version::of);
  }

  @Override
  public Map<String, Object> variables() {
    return new Etcd(this).variables();
  }

  @Override
  public List<Remark> remarks() {
    return new Etcd(this).remarks();
  }
}
