package runbook.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import runbook.manual.Manual;
import runbook.manual.Page;
import runbook.schema.Modules;
import runbook.text.Suggestion;

/** Documents the modules. */
@Command(
    name = "doc",
    description = "Lists the modules, or says all there is to know of one.",
    mixinStandardHelpOptions = true)
final class DocCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ModulePath modulePath;

  @Parameters(arity = "0..1", paramLabel = "MODULE", description = "the module")
  private Optional<String> module = Optional.empty();

  @Option(
      names = "--markdown",
      paramLabel = "FOLDER",
      description =
          "write a Markdown page for each module there instead, and a README.md that lists them")
  private Optional<Path> markdown = Optional.empty();

  @Override
  public Integer call() throws Exception {
    try (var modules = modulePath.load()) {
      if (markdown.isPresent()) {
        Files.createDirectories(markdown.get());
        for (var one : modules.all()) {
          Files.writeString(markdown.get().resolve(one.name() + ".md"), Page.of(one));
        }
        Files.writeString(markdown.get().resolve("README.md"), Page.index(modules.all()));
      } else {
        var out = spec.commandLine().getOut();
        out.print(module.isPresent() ? one(modules, module.get()) : Manual.overview(modules.all()));
        out.flush();
      }
      return ExitCode.DONE;
    }
  }

  private String one(Modules modules, String name) {
    return modules
        .find(name)
        .map(Manual::of)
        .orElseThrow(() ->
            new ParameterException(
                spec.commandLine(),
                "there is no module '%s'%s"
                    .formatted(
                        name,
                        Suggestion.closest(name, modules.names())
                            .map(other -> "; did you mean '" + other + "'?")
                            .orElse(""))));
  }
}
