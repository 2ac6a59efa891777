package runbook.modules;

import runbook.module.Catalogue;
import runbook.modules.systemd.FakeSystemd;
import runbook.step.Target;
import runbook.testkit.ModuleLaws;

class StandardModulesTest implements ModuleLaws {

  @Override
  public Catalogue catalogue() {
    return new StandardCatalogue();
  }

  /** Where the tests run there need not be a systemd, and if there is, it is not theirs. */
  @Override
  public Target host(String module) {
    return module.equals("systemd")
        ? FakeSystemd.with("cron.service")
        : ModuleLaws.super.host(module);
  }
}
