package runbook.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import runbook.manual.EditorSchema;

/** Prints the JSON Schema with which editors complete and check playbooks. */
@Command(
    name = "schema",
    description = "Prints the JSON Schema of a playbook, for editors.",
    mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ModulePathOption modulePathOption;

  @Override
  public Integer call() {
    try (var moduleRegistry = modulePathOption.load()) {
      var out = spec.commandLine().getOut();
      out.print(EditorSchema.of(moduleRegistry));
      out.flush();
      return ExitCode.DONE;
    }
  }
}
