package runbook.modules.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.module.Doc;
import runbook.module.param.FreeFormEntries;
import runbook.module.param.TemplateVariableSource;
import runbook.module.param.ValueRemark;

/** The settings of a program, for a template to write down in the form that the program reads. */
public record ProgramSettings(
    @Doc("The program.") KnownProgram for_,
    @Doc(
            "Its version, such as 3.5.16: settings have the names of then, and those it lacks are"
                + " errors.")
        Optional<String> version,
    @Doc("How the program gets them, for what not every form can say.") Optional<Form> form,
    @Doc("Settings by name, as the program's configuration file and its flags have them.")
        FreeFormEntries values,
    @Doc("Settings that take the place of those in values.") FreeFormEntries overrides,
    @Doc("Settings that the program gets by another way, and must not get twice.")
        List<String> elsewhere)
    implements TemplateVariableSource {

  /** The ways to tell a program. */
  public enum Form {
    @Doc("A file that it is started with.")
    FILE,
    @Doc("Flags on its command line.")
    FLAGS,
    @Doc("Variables of its environment.")
    ENVIRONMENT
  }

  public ProgramSettings {
    version.ifPresent(for_::checkVersion);
  }

  @Override
  public Map<String, Object> variables() {
    return for_.variables(this);
  }

  @Override
  public List<ValueRemark> remarks() {
    return for_.remarks(this);
  }
}
