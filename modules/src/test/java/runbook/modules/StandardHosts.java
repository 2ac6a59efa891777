package runbook.modules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import runbook.modules.etcd.member.FakeMember;
import runbook.modules.etcd.verify.FakeCluster;
import runbook.modules.flow.RebootingHost;
import runbook.modules.packages.FakePackages;
import runbook.modules.release.MirrorFolder;
import runbook.modules.sysctl.FakeKernel;
import runbook.modules.systemd.FakeSystemd;
import runbook.modules.user.FakeAccounts;
import runbook.step.Target;
import runbook.testkit.LocalShell;

/** The hosts on which tests call the examples of the standard modules. */
public final class StandardHosts {

  private StandardHosts() {}

  /**
   * Returns a fake host for modules that would change units, users, the kernel or etcd members of
   * this machine, and this machine for the others.
   */
  public static Target of(String module) {
    return switch (module) {
      case "systemd" -> FakeSystemd.with("cron.service");
      case "etcd_member" -> new FakeMember();
      case "package" -> FakePackages.some();
      case "sysctl" -> FakeKernel.ofExamples();
      case "reboot" -> RebootingHost.up();
      case "user", "group" -> FakeAccounts.withoutAny();
      case "etcd_verify" -> new FakeCluster();
      default -> LocalShell.installed().getFirst().target();
    };
  }

  /** Puts the files there that the examples of a module need. */
  public static void prepareFolder(String module, Path folder) throws IOException {
    switch (module) {
      case "download_release" -> MirrorFolder.lay(folder);
      case "unarchive" ->
          Files.write(folder.resolve("app.tar.gz"), MirrorFolder.archive("app/run"));
      case "lineinfile" ->
          Files.writeString(
              folder.resolve("etcd.yaml"),
              """
                  - etcd
                  - --initial-cluster=a=u
                  - --name=a
                  - --snapshot-count=1
              """);
      case "get_url" -> Files.writeString(folder.resolve("published"), "hello\n");
      default -> {}
    }
  }
}
