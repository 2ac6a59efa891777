package runbook.modules.user;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.module.Fact.Detail;
import runbook.module.Unreadable;
import runbook.testkit.Sh;

class AccountsTest {

  @ParameterizedTest
  @MethodSource("runbook.modules.Shells#all")
  void usersAndGroupsOfTheHostAreKnownAndOthersAreNot(Sh sh) throws Unreadable {
    assertEquals(true, sh.look(new UserFact("root"), Detail.STATE));
    assertEquals(true, sh.look(new GroupFact("daemon"), Detail.STATE));
    for (var name : new String[] {"no-such-one", "roo", "-x", "a.b*"}) {
      assertEquals(false, sh.look(new UserFact(name), Detail.STATE), name);
      assertEquals(false, sh.look(new GroupFact(name), Detail.STATE), name);
    }
  }
}
