package runbook.script;

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
import runbook.connection.RequestPart;
import runbook.module.Change;
import runbook.module.Script;
import runbook.module.param.HostPath;
import runbook.testkit.LocalShell;

class ChangeTranslatorTest {

  static List<LocalShell> shells() {
    return LocalShell.installed();
  }

  @Test
  void scriptOfModuleIsSentUnchanged() {
    assertEquals(
        new RequestPart.ScriptPart("echo hi", false),
        ChangeTranslator.of(new Change.RunScript(new Script("echo hi"))));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void argumentsReachTheCommandUnchanged(LocalShell localShell) {
    var shellOutput =
        localShell.carryOut(
            Change.RunCommand.of(List.of("printf", "<%s>", "a b", "$HOME", "it's", "*", "\n")));
    assertEquals("<a b><$HOME><it's><*><\n>", shellOutput.text());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void aCommandGetsItsFolderEnvironmentAndInput(LocalShell localShell, @TempDir Path temporary)
      throws Exception {
    var folder = Files.createDirectory(temporary.resolve("it's a folder"));
    var runCommand =
        new Change.RunCommand(
            new Script("pwd; echo \"$GREETING\"; cat; exit 5"),
            Optional.of(new HostPath(folder.toString())),
            Map.of("GREETING", "it's $HOME\nhere"),
            Optional.of("%s\\n 'in' without an end"));
    var shellOutput = localShell.carryOut(runCommand);
    assertEquals(folder + "\nit's $HOME\nhere\n%s\\n 'in' without an end", shellOutput.text());
    assertEquals(5, shellOutput.exit());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void commandIsNotRunWithoutItsFolder(LocalShell localShell) {
    var runCommand =
        new Change.RunCommand(
            new Script("echo ran"),
            Optional.of(new HostPath("/no/such folder")),
            Map.of(),
            Optional.empty());
    var shellOutput = localShell.carryOut(runCommand);
    assertEquals("", shellOutput.text());
    assertEquals(true, shellOutput.exit() != 0);
  }

  @Test
  void variableNameCannotInjectCode() {
    var runCommand =
        new Change.RunCommand(
            new Script("true"), Optional.empty(), Map.of("A=1; rm", "x"), Optional.empty());
    assertThrows(IllegalArgumentException.class, () -> ChangeTranslator.of(runCommand));
  }
}
