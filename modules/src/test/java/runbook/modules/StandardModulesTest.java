package runbook.modules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import runbook.module.Catalogue;
import runbook.modules.etcd.member.FakeMember;
import runbook.modules.release.MirrorFolder;
import runbook.modules.systemd.FakeSystemd;
import runbook.step.Target;
import runbook.testkit.ModuleLaws;

class StandardModulesTest implements ModuleLaws {

  @Override
  public Catalogue catalogue() {
    return new StandardCatalogue();
  }

  /**
   * Where the tests run there need not be a systemd or an etcd, and if there is, it is not theirs.
   */
  @Override
  public Target host(String module) {
    return switch (module) {
      case "systemd" -> FakeSystemd.with("cron.service");
      case "etcd_member" -> new FakeMember();
      default -> ModuleLaws.super.host(module);
    };
  }

  @Override
  public void lay(String module, Path folder) throws IOException {
    switch (module) {
      case "download_release" -> MirrorFolder.lay(folder);
      case "get_url" -> Files.writeString(folder.resolve("published"), "hello\n");
      default -> {}
    }
  }
}
