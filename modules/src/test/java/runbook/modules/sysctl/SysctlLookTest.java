package runbook.modules.sysctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.module.Fact.Detail;
import runbook.module.Unreadable;
import runbook.testkit.LocalShell;

/** Looks at the parameters of a folder. */
class SysctlLookTest {

  private static final String SHELLS = "runbook.modules.TestShells#all";

  private KernelFolder host;

  @BeforeEach
  void createKernelFolder(@TempDir Path root) throws IOException {
    host = KernelFolder.in(root);
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void treatsTheKernelsTabsAsSpaces(LocalShell localShell) throws Exception {
    var fact = host.fact("net.ipv4.tcp_rmem", true);
    assertEquals("4096 131072 6291456 now, none at boot", localShell.look(fact, Detail.STATE));
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void findsInterfaceWithDotInBothSpellings(LocalShell localShell) throws Exception {
    for (var key :
        new String[] {"net/ipv4/conf/eth0.7/rp_filter", "net.ipv4.conf.eth0/7.rp_filter"}) {
      assertEquals("0 now, none at boot", localShell.look(host.fact(key, true), Detail.STATE));
    }
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void refusesAParameterThatTheKernelLacks(LocalShell localShell) throws Exception {
    for (var key : new String[] {"vm.swapiness", "net.ipv4"}) {
      var refusal =
          assertThrows(Unreadable.class, () -> localShell.look(host.fact(key, true), Detail.STATE));
      assertTrue(
          refusal.getMessage().contains("has no parameter " + key + ":"), refusal::getMessage);
      assertEquals("", localShell.look(host.fact(key, false), Detail.STATE));
    }
  }
}
