package runbook.modules.sysctl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import runbook.module.param.HostPath;
import runbook.testkit.LocalShell;
import runbook.testkit.LocalShell.ShellOutput;

/** A folder with the parameters of a kernel, laid out as on a host. */
record KernelFolder(Path root) {

  static KernelFolder in(Path root) throws IOException {
    var folder = new KernelFolder(root);
    folder.put("vm/swappiness", "60\n");
    folder.put("net/ipv4/tcp_rmem", "4096\t131072\t6291456\n");
    folder.put("net/ipv4/conf/eth0.7/rp_filter", "0\n");
    return folder;
  }

  Sysctl.ValueFact fact(String key, boolean reload) {
    return new Sysctl.ValueFact(new HostPath(file().toString()), key, reload);
  }

  ShellOutput change(LocalShell localShell, Sysctl.ValueFact fact, String to) {
    return localShell.carryOut(fact.changes("", to).getFirst());
  }

  Path file() {
    return root.resolve("etc/sysctl.d/60-runbook-it.conf");
  }

  Path parameter(String path) {
    return root.resolve("proc/sys").resolve(path);
  }

  String kernel(String path) throws IOException {
    return Files.readString(parameter(path));
  }

  private void put(String path, String value) throws IOException {
    Files.createDirectories(parameter(path).getParent());
    Files.writeString(parameter(path), value);
  }
}
