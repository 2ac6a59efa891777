package runbook.modules.sysctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.module.Fact.Detail;
import runbook.testkit.LocalShell;

/** Changes the parameters of a folder, so that the kernel of this machine stays as it is. */
class SysctlChangeTest {

  private static final String SHELLS = "runbook.modules.TestShells#all";

  private KernelFolder host;

  @BeforeEach
  void createKernelFolder(@TempDir Path root) throws IOException {
    host = KernelFolder.in(root);
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void setsTheValueInTheKernelAndInTheFile(LocalShell localShell) throws Exception {
    var fact = host.fact("vm.swappiness", true);
    assertEquals("60 now, none at boot", localShell.look(fact, Detail.STATE));

    assertEquals(0, host.change(localShell, fact, "10").exit());
    assertEquals("10", localShell.look(fact, Detail.STATE));
    assertEquals("10\n", host.kernel("vm/swappiness"));
    assertEquals("vm.swappiness = 10\n", Files.readString(host.file()));
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void withoutReloadWritesOnlyTheFile(LocalShell localShell) throws Exception {
    var fact = host.fact("vm.swappiness", false);
    assertEquals("", localShell.look(fact, Detail.STATE));

    host.change(localShell, fact, "10");
    assertEquals("10", localShell.look(fact, Detail.STATE));
    assertEquals("60\n", host.kernel("vm/swappiness"));
    var now = localShell.look(host.fact("vm.swappiness", true), Detail.STATE);
    assertEquals("60 now, 10 at boot", now);
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void replacesAFileWithOtherLines(LocalShell localShell) throws Exception {
    var fact = host.fact("vm.swappiness", true);
    host.change(localShell, fact, "10");
    Files.writeString(host.file(), "vm.swappiness = 10\nvm.overcommit_memory = 1\n");
    assertNotEquals("10", localShell.look(fact, Detail.STATE));

    host.change(localShell, fact, "10");
    assertEquals("vm.swappiness = 10\n", Files.readString(host.file()));
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void doesNotWriteAValueThatTheKernelRefuses(LocalShell localShell) throws Exception {
    Files.delete(host.parameter("vm/swappiness"));
    Files.createSymbolicLink(host.parameter("vm/swappiness"), Path.of("/dev/full"));
    var output = host.change(localShell, host.fact("vm.swappiness", true), "much");
    assertEquals(1, output.exit());
    assertTrue(output.err().contains("cannot set vm.swappiness"), output::err);
    assertFalse(Files.exists(host.file()));
  }
}
