package runbook.playbook;

import java.util.List;
import java.util.Optional;
import runbook.module.Default;
import runbook.module.Doc;
import runbook.module.Module;
import runbook.module.Shorthand;
import runbook.module.Want;
import runbook.module.param.FileMode;
import runbook.module.param.HostPath;
import runbook.module.param.LocalFile;
import runbook.schema.ModuleRegistry;

/** Modules with the parameters of real ones that do nothing. */
public final class StandInModules {

  public static final ModuleRegistry MODULES =
      ModuleRegistry.of(List.of(Folder.class, Copy.class, Template.class, Command.class));

  private StandInModules() {}

  /** Takes a path and a mode. */
  @Doc("Makes a folder.")
  public record Folder(
      @Doc("Where.") HostPath path, @Doc("Its mode.") @Default("0755") FileMode mode)
      implements Module {
    @Override
    public List<Want> wants() {
      return List.of();
    }
  }

  /** Takes a file of the controller. */
  @Doc("Copies a file.")
  public record Copy(
      @Doc("The file.") Optional<LocalFile> src,
      @Doc("The text.") Optional<String> content,
      @Doc("Where to.") HostPath dest)
      implements Module {
    @Override
    public List<Want> wants() {
      return List.of();
    }
  }

  /** Takes a template. */
  @Doc("Fills in a template.")
  public record Template(
      @Doc("The template.") runbook.module.param.RenderedTemplate src,
      @Doc("Where to.") HostPath dest)
      implements Module {
    @Override
    public List<Want> wants() {
      return List.of();
    }
  }

  /** Takes a plain value. */
  @Doc("Runs a command.")
  @Shorthand("cmd")
  public record Command(@Doc("The command.") String cmd) implements Module {
    @Override
    public List<Want> wants() {
      return List.of();
    }
  }
}
