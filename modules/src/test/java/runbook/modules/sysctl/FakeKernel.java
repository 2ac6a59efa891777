package runbook.modules.sysctl;

import runbook.module.param.HostPath;
import runbook.testkit.FakeHost;

/** A host in memory whose kernel parameters can be set without harm to this machine. */
public final class FakeKernel {

  private FakeKernel() {}

  /** Returns a new host with other values than the examples want. */
  public static FakeHost ofExamples() {
    var swappiness = fact("vm.swappiness", "vm.swappiness", true);
    var filter = fact("net.ipv4.conf.eth0.7.rp_filter", "net/ipv4/conf/eth0.7/rp_filter", false);
    return new FakeHost()
        .has(swappiness, "60 now, none at boot")
        .does(_ -> true, swappiness, _ -> "10")
        .has(filter, "")
        .does(_ -> true, filter, _ -> "1");
  }

  private static Sysctl.ValueFact fact(String name, String key, boolean reload) {
    var file = new HostPath("/etc/sysctl.d/60-runbook-" + name + ".conf");
    return new Sysctl.ValueFact(file, key, reload);
  }
}
