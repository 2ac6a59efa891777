package runbook.modules.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.module.Doc;
import runbook.module.param.FreeFormEntries;
import runbook.module.param.TemplateVariableSource;
import runbook.module.param.ValueRemark;

/** The settings of a program, which a template writes in the form that the program reads. */
public record ProgramSettings(
    @Doc("The program.") KnownProgram for_,
    @Doc(
            "The program's version, such as 3.5.16; settings get its names, and those it lacks are"
                + " errors.")
        Optional<String> version,
    @Doc(
            "How the program gets the settings; needed for settings that only some forms"
                + " support.")
        Optional<Form> form,
    @Doc("Settings by name, as in the program's configuration file and flags.")
        FreeFormEntries values,
    @Doc("Settings that replace those in 'values'.") FreeFormEntries overrides,
    @Doc("Settings that the program gets in another way and must not get twice.")
        List<String> elsewhere)
    implements TemplateVariableSource {

  /** The ways to pass settings to a program. */
  public enum Form {
    @Doc("A file that it is started with.")
    FILE,
    @Doc("Flags on its command line.")
    FLAGS,
    @Doc("Environment variables.")
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
