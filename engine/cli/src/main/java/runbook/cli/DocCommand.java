package runbook.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
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
import runbook.manual.RoleHelp;
import runbook.playbook.RoleDescription;
import runbook.project.LockedRoles;
import runbook.schema.ModuleRegistry;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.text.Suggestion;

/** Documents modules and roles. */
@Command(
    name = "doc",
    description = "Lists the modules or roles, or documents one of them.",
    mixinStandardHelpOptions = true)
final class DocCommand implements Callable<Integer> {

  private static final String ROLE = "role";

  @Spec private CommandSpec spec;
  @Mixin private ModulePathOption modulePathOption;

  @Parameters(
      arity = "0..2",
      paramLabel = "MODULE|role [NAME]",
      description = "the module; or 'role' to list the roles of this project, or to explain one")
  private List<String> words = List.of();

  @Option(
      names = "--markdown",
      paramLabel = "FOLDER",
      description =
          "instead, write a Markdown page for each module there, and a README.md that lists them")
  private Optional<Path> markdown = Optional.empty();

  @Override
  public Integer call() throws Exception {
    if (words.size() > 1 && !words.getFirst().equals(ROLE)) {
      throw new ParameterException(
          spec.commandLine(), "give one module, or 'role' and the name of a role");
    }
    if (!words.isEmpty() && words.getFirst().equals(ROLE)) {
      return roles();
    }
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
            words.isEmpty()
                ? ModuleHelp.overview(moduleRegistry.all())
                : one(moduleRegistry, words.getFirst()));
        out.flush();
      }
      return ExitCode.DONE;
    }
  }

  private int roles() throws InvalidInput {
    var problems = new Problems();
    var here = Path.of("");
    var out = spec.commandLine().getOut();
    if (words.size() == 1) {
      var all = RoleDescription.all(here, LockedRoles.of(here, problems), problems);
      InvalidInput.unlessNone(problems);
      out.print(RoleHelp.overview(all));
    } else {
      var role = role(words.getLast(), here, problems);
      InvalidInput.unlessNone(problems);
      out.print(RoleHelp.of(role));
    }
    out.flush();
    return ExitCode.DONE;
  }

  /** Finds a role by its folder, or by the name by which a playbook here calls it. */
  private RoleDescription role(String name, Path here, Problems problems) throws InvalidInput {
    var folders = RoleDescription.beside(here);
    var shared = LockedRoles.of(here, problems);
    var path =
        shared.names().contains(name)
            ? shared.folder(name, new Source(name, "").whole(), problems)
            : Optional.ofNullable(folders.get(name)).or(() -> Optional.of(Path.of(name)));
    InvalidInput.unlessNone(problems);
    var known = new TreeSet<>(folders.keySet());
    known.addAll(shared.names());
    return RoleDescription.read(last(name), path.orElseThrow(), problems)
        .orElseThrow(() ->
            new ParameterException(
                spec.commandLine(), "there is no role '%s'%s".formatted(name, meant(name, known))));
  }

  private static String last(String name) {
    return Path.of(name).getFileName().toString();
  }

  private static String meant(String name, Collection<String> known) {
    return Suggestion.closest(name, known)
        .map(other -> "; did you mean '" + other + "'?")
        .orElse("");
  }

  private String one(ModuleRegistry moduleRegistry, String name) {
    return moduleRegistry
        .find(name)
        .map(ModuleHelp::of)
        .orElseThrow(() ->
            new ParameterException(
                spec.commandLine(),
                "there is no module '%s'%s".formatted(name, meant(name, moduleRegistry.names()))));
  }
}
