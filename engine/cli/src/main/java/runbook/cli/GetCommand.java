package runbook.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import runbook.project.GetFailure;
import runbook.project.ProjectFolder;
import runbook.project.RoleGetter;
import runbook.text.Problems;
import runbook.text.Snippet;

/** Gets the roles that a project asks for. */
@Command(
    name = "get",
    description = "Gets the roles that runbook.yml asks for, and notes them in runbook.lock.",
    mixinStandardHelpOptions = true)
final class GetCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--update",
      description = "take the highest versions in the ranges, not those in runbook.lock")
  private boolean update;

  @Option(
      names = "--project",
      paramLabel = "FOLDER",
      defaultValue = "",
      description = "the folder of the project; by default the current one")
  private Path folder;

  @Parameters(arity = "0..*", paramLabel = "ROLE", description = "update only these roles")
  private List<String> names = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    if (!names.isEmpty() && !update) {
      throw new ParameterException(
          spec.commandLine(), "give roles only with --update: 'get' always gets all of them");
    }
    var projectFolder =
        ProjectFolder.around(folder)
            .orElseThrow(() ->
                InvalidInput.of(
                    folder.resolve("runbook.yml"),
                    "there is no such file here, and none further up",
                    "name roles in it, as in roles: [{from: git+https://example.org/web.git,"
                        + " version: ^1.2}]"));
    var problems = new Problems();
    try {
      var lines = new RoleGetter(projectFolder, problems).get(update, new LinkedHashSet<>(names));
      InvalidInput.unlessNone(problems);
      lines.orElseThrow().forEach(spec.commandLine().getOut()::println);
      return ExitCode.DONE;
    } catch (GetFailure e) {
      if (e.isUnavailable()) {
        spec.commandLine().getErr().println(Snippet.of(e.problem()));
        return ExitCode.UNAVAILABLE;
      }
      problems.add(e.problem());
      throw new InvalidInput(problems);
    } catch (IOException e) {
      spec.commandLine().getErr().println("runbook: the roles cannot be put in place: " + e);
      spec.commandLine()
          .getErr()
          .println(
              "hint: this needs to write to %s and to %s"
                  .formatted(
                      projectFolder.root().toAbsolutePath(), System.getProperty("java.io.tmpdir")));
      return ExitCode.UNAVAILABLE;
    }
  }
}
