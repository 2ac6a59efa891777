package runbook.modules.play;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import runbook.module.Catalogue;
import runbook.module.Doc;
import runbook.module.Module;
import runbook.module.Want;

/** A module with a fault. */
@Doc("Throws what no module may throw.")
public record Faulty(@Doc("What it says when it does.") String message) implements Module {

  /** The module is only on the module path, so no catalogue of runbook lists it. */
  public static final class FaultyCatalogue implements Catalogue {
    @Override
    public List<Class<? extends Module>> modules() {
      return List.of(Faulty.class);
    }
  }

  /** Makes the folder a module path with this module. */
  static Path modulePath(Path folder) throws IOException {
    var services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(Catalogue.class.getName()), FaultyCatalogue.class.getName() + "\n");
    return folder;
  }

  @Override
  public List<Want> wants() {
    throw new IllegalStateException(message);
  }
}
