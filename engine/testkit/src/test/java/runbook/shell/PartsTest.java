package runbook.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.connection.Part;
import runbook.module.Change;
import runbook.module.Script;
import runbook.module.param.HostPath;
import runbook.testkit.Sh;

class PartsTest {

  static List<Sh> shells() {
    return Sh.installed();
  }

  @Test
  void aScriptOfAModuleGoesAsItIs() {
    assertEquals(new Part.Run("echo hi", false), Parts.of(new Change.Run(new Script("echo hi"))));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void wordsReachTheCommandAsTheyAre(Sh sh) {
    var output =
        sh.carryOut(Change.Exec.of(List.of("printf", "<%s>", "a b", "$HOME", "it's", "*", "\n")));
    assertEquals("<a b><$HOME><it's><*><\n>", output.text());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void aCommandGetsItsFolderEnvironmentAndInput(Sh sh, @TempDir Path temporary) throws Exception {
    var folder = Files.createDirectory(temporary.resolve("it's a folder"));
    var exec =
        new Change.Exec(
            new Script("pwd; echo \"$GREETING\"; cat; exit 5"),
            Optional.of(new HostPath(folder.toString())),
            Map.of("GREETING", "it's $HOME\nhere"),
            Optional.of("%s\\n 'in' without an end"));
    var output = sh.carryOut(exec);
    assertEquals(folder + "\nit's $HOME\nhere\n%s\\n 'in' without an end", output.text());
    assertEquals(5, output.exit());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void aFolderThatIsNotThereKeepsTheCommandFromRunning(Sh sh) {
    var exec =
        new Change.Exec(
            new Script("echo ran"),
            Optional.of(new HostPath("/no/such folder")),
            Map.of(),
            Optional.empty());
    var output = sh.carryOut(exec);
    assertEquals("", output.text());
    assertEquals(true, output.exit() != 0);
  }

  @Test
  void theNameOfAVariableCannotBringCodeIn() {
    var exec =
        new Change.Exec(
            new Script("true"), Optional.empty(), Map.of("A=1; rm", "x"), Optional.empty());
    assertThrows(IllegalArgumentException.class, () -> Parts.of(exec));
  }
}
