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
import runbook.manual.MarkdownPage;
import runbook.manual.ModuleHelp;
import runbook.schema.ModuleRegistry;
import runbook.text.Suggestion;

/** Documents the modules. */
@Command(
    name = "doc",
    description = "Lists the modules, or documents one of them.",
    mixinStandardHelpOptions = true)
final class DocCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ModulePathOption modulePathOption;

  @Parameters(arity = "0..1", paramLabel = "MODULE", description = "the module")
  private Optional<String> module = Optional.empty();

  @Option(
      names = "--markdown",
      paramLabel = "FOLDER",
      description =
          "instead, write a Markdown page for each module there, and a README.md that lists them")
  private Optional<Path> markdown = Optional.empty();

  @Override
  public Integer call() throws Exception {
    try (var moduleRegistry = modulePathOption.load()) {
      if (markdown.isPresent()) {
        Files.createDirectories(markdown.get());
        for (var one : moduleRegistry.all()) {
          Files.writeString(markdown.get().resolve(one.name() + ".md"), MarkdownPage.of(one));
        }
        Files.writeString(
            markdown.get().resolve("README.md"), MarkdownPage.index(moduleRegistry.all()));
      } else {
        var out = spec.commandLine().getOut();
        out.print(
            module.isPresent()
                ? one(moduleRegistry, module.get())
                : ModuleHelp.overview(moduleRegistry.all()));
        out.flush();
      }
      return ExitCode.DONE;
    }
  }

  private String one(ModuleRegistry moduleRegistry, String name) {
    return moduleRegistry
        .find(name)
        .map(ModuleHelp::of)
        .orElseThrow(() ->
            new ParameterException(
                spec.commandLine(),
                "there is no module '%s'%s"
                    .formatted(
                        name,
                        Suggestion.closest(name, moduleRegistry.names())
                            .map(other -> "; did you mean '" + other + "'?")
                            .orElse(""))));
  }
}
