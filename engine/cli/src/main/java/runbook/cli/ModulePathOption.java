package runbook.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import runbook.schema.ModuleRegistry;

/** Loads modules, runbook's own and others. */
final class ModulePathOption {

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--module-path",
      split = ":",
      paramLabel = "PATH",
      description = "jars or folders with more modules, separated by ':'")
  private List<Path> paths = new ArrayList<>();

  ModuleRegistry load() {
    try {
      return ModuleRegistry.load(paths);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--module-path: " + e.getMessage(), e);
    }
  }
}
