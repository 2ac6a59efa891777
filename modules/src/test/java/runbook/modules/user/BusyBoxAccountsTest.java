package runbook.modules.user;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.module.Change;
import runbook.testkit.LocalShell;

/** Tests on a host whose account tools are those of BusyBox. */
class BusyBoxAccountsTest {

  @TempDir Path tools;

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void busyBoxToolsAreUsedIfNoOthersExist(LocalShell localShell) throws Exception {
    var made =
        AccountState.newEntry("web")
            .home(Optional.of("/var/lib/web"))
            .shell(Optional.of("/sbin/nologin"))
            .groups(new TreeSet<>(Arrays.asList("adm", "tls")));
    var fact = new AccountFact("web", new AccountFact.AccountOptions(true, false));
    assertEquals(
        """
        addgroup -S web
        adduser -D -S -H -h /var/lib/web -s /sbin/nologin -G web web
        addgroup web adm
        addgroup web tls
        """,
        asked(
            localShell,
            fact,
            new AccountState(true, Optional.empty()),
            AccountState.of(true, made)));
    assertEquals(
        "addgroup web ssl\ndelgroup web tls\n",
        asked(
            localShell,
            fact,
            AccountState.of(true, made),
            AccountState.of(true, made.groups(new TreeSet<>(Arrays.asList("adm", "ssl"))))));
    assertEquals(
        "deluser web\n",
        asked(
            localShell,
            fact,
            AccountState.of(true, made),
            new AccountState(true, Optional.empty())));
  }

  private String asked(LocalShell localShell, AccountFact fact, AccountState from, AccountState to)
      throws Exception {
    for (var tool : new String[] {"adduser", "addgroup", "deluser", "delgroup"}) {
      var file = Files.writeString(tools.resolve(tool), "#!/bin/sh\necho " + tool + " \"$@\"\n");
      file.toFile().setExecutable(true);
    }
    var grep = Files.writeString(tools.resolve("grep"), "#!/bin/sh\nexit 1\n");
    grep.toFile().setExecutable(true);
    var script = ((Change.RunScript) fact.changes(from, to).getFirst()).script();
    var shellOutput = localShell.run("PATH=" + tools + "\n" + script.whole());
    assertEquals(0, shellOutput.exit(), shellOutput.err());
    return shellOutput.text().replaceAll("(?m)\\s+$", "") + "\n";
  }
}
