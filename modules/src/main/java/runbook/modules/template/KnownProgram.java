package runbook.modules.template;

import java.util.List;
import java.util.Map;
import runbook.module.param.NamedService;
import runbook.module.param.ValueRemark;

/** A program whose settings runbook can check and write in the forms that the program reads. */
public interface KnownProgram extends NamedService {

  /**
   * Rejects text that cannot be a version of the program.
   *
   * @throws IllegalArgumentException with a message for the user
   */
  void checkVersion(String version);

  /** Returns the values that a template can use by name. */
  Map<String, Object> variables(ProgramSettings settings);

  /** Lists everything wrong or doubtful in the settings. */
  List<ValueRemark> remarks(ProgramSettings settings);
}
