package runbook.modules.user;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.module.Fact.Detail;
import runbook.module.Unreadable;
import runbook.modules.file.OwnerFact;
import runbook.testkit.LocalShell;

class AccountsTest {

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void existingAndMissingAccountsAreDistinguished(LocalShell localShell) throws Unreadable {
    assertEquals(Optional.of("0"), localShell.look(OwnerFact.user("root"), Detail.STATE));
    assertEquals(Optional.of("0"), localShell.look(OwnerFact.group("root"), Detail.STATE));
    assertEquals(Optional.of("1"), localShell.look(OwnerFact.group("daemon"), Detail.STATE));
    for (var name : new String[] {"no-such-one", "roo", "-x", "a.b*"}) {
      assertEquals(Optional.empty(), localShell.look(OwnerFact.user(name), Detail.STATE), name);
      assertEquals(Optional.empty(), localShell.look(OwnerFact.group(name), Detail.STATE), name);
    }
  }
}
