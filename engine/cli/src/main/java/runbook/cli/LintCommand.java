package runbook.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import runbook.plan.PlanOptions;
import runbook.text.Problems;

/** Finds mistakes in playbooks without connecting to hosts. */
@Command(
    name = "lint",
    description = "Finds mistakes in playbooks; with an inventory, also in their variables.",
    mixinStandardHelpOptions = true)
final class LintCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ModulePathOption modulePathOption;
  @Mixin private ReportOption reports;

  @Option(
      names = {"-i", "--inventory"},
      paramLabel = "FILE",
      description = "the inventory to plan with, to check variables and templates, too")
  private List<Path> inventory = new ArrayList<>();

  @Option(
      names = {"-e", "--extra-vars"},
      paramLabel = "NAME=VALUE",
      description = "a variable that wins over all others; also @FILE, or a YAML map")
  private List<String> extraVars = new ArrayList<>();

  @Parameters(arity = "1..*", paramLabel = "PLAYBOOK", description = "the playbooks to check")
  private List<Path> files;

  @Override
  public Integer call() throws Exception {
    var problems = new Problems();
    reports
        .unfitForMistakes()
        .ifPresent(format -> {
          throw new ParameterException(
              spec.commandLine(), format + " is for runs; lint reports as github or sarif");
        });
    try (var moduleRegistry = modulePathOption.load()) {
      var plans = new ArrayList<PlanLoader.LoadedPlan>();
      var planLoader =
          new PlanLoader(moduleRegistry, Main.secrets(spec), spec.commandLine().getErr());
      for (var file : files) {
        if (inventory.isEmpty()) {
          planLoader.check(file, problems);
        } else {
          var all = new PlanOptions(Optional.empty(), List.of(), List.of(), extraVars);
          planLoader.plan(file, inventory, all, problems).ifPresent(plans::add);
        }
      }
      if (problems.none()) {
        planLoader.warnUnusedVariables(plans);
      }
    }
    int status =
        reports.make(
            problems,
            Main.secrets(spec)::mask,
            ExitCode.DONE,
            spec.commandLine().getOut(),
            spec.commandLine().getErr());
    InvalidInput.unlessNone(problems);
    if (!reports.isPrinted()) {
      spec.commandLine()
          .getOut()
          .println(files.size() == 1 ? "no problems" : "no problems in " + files.size() + " files");
    }
    return status;
  }
}
