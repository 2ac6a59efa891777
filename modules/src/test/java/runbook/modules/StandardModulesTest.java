package runbook.modules;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ServiceLoader;
import runbook.module.Catalogue;
import runbook.step.Target;
import runbook.testkit.ModuleLaws;

class StandardModulesTest implements ModuleLaws {

  @Override
  public Catalogue catalogue() {
    return () ->
        ServiceLoader.load(Catalogue.class).stream()
            .flatMap(found -> found.get().modules().stream())
            .toList();
  }

  @Override
  public Target host(String module) {
    return StandardHosts.of(module);
  }

  @Override
  public void prepareFolder(String module, Path folder) throws IOException {
    StandardHosts.prepareFolder(module, folder);
  }
}
