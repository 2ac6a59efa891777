package runbook.modules.template;

import java.util.List;
import java.util.Map;
import runbook.module.param.NamedService;
import runbook.module.param.ValueRemark;

/** A program whose settings are known, and can be checked and written in its own forms. */
public interface KnownProgram extends NamedService {

  /**
   * Refuses what cannot be a version of the program.
   *
   * @throws IllegalArgumentException with a message for the user
   */
  void checkVersion(String version);

  /** What a template finds by name. */
  Map<String, Object> variables(ProgramSettings settings);

  /** What is wrong or doubtful in the settings. */
  List<ValueRemark> remarks(ProgramSettings settings);
}
