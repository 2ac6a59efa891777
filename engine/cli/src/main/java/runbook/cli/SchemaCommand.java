package runbook.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import runbook.manual.EditorSchema;
import runbook.playbook.RoleDescription;
import runbook.project.LockedRoles;
import runbook.text.Problems;

/** Prints the JSON Schema with which editors complete and check playbooks. */
@Command(
    name = "schema",
    description =
        "Prints the JSON Schema of a playbook that may call the roles of this project, for"
            + " editors.",
    mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ModulePathOption modulePathOption;

  @Override
  public Integer call() throws InvalidInput {
    var here = Path.of("");
    var problems = new Problems();
    var roles = RoleDescription.all(here, LockedRoles.of(here, problems), problems);
    InvalidInput.unlessNone(problems);
    try (var moduleRegistry = modulePathOption.load()) {
      var out = spec.commandLine().getOut();
      out.print(EditorSchema.of(moduleRegistry, roles));
      out.flush();
      return ExitCode.DONE;
    }
  }
}
