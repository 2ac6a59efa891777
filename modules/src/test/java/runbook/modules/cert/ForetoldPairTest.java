package runbook.modules.cert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.module.Module;
import runbook.module.param.HostPath;
import runbook.module.param.Mode;
import runbook.modules.Machine;
import runbook.modules.file.Copy;
import runbook.modules.file.File;
import runbook.modules.file.File.State;
import runbook.step.Account;
import runbook.step.StepFailed;
import runbook.testkit.Sh;

/** What check mode says of certificates among other steps is what a run then does. */
class ForetoldPairTest {

  @TempDir Path folder;
  private Path host;
  private Asked server;

  @BeforeEach
  void aHostWithoutAFolder() {
    host = folder.resolve("host/pki");
    server = Asked.of(Cas.own(folder.resolve("pki")), host);
  }

  private void foretold(String changes, Module... modules) throws StepFailed {
    var sh = Sh.installed().getFirst();
    assertEquals(changes, letters(Machine.check(sh), modules), "check");
    assertEquals(changes, letters(Machine.run(sh), modules), "run");
  }

  /** A letter for each step: changed, ok or unknown. */
  private static String letters(Machine machine, Module... modules) throws StepFailed {
    var letters = new ArrayList<String>();
    for (var module : modules) {
      letters.add(letter(machine.call(module)));
    }
    return String.join(" ", letters);
  }

  private static String letter(Account account) {
    return account.unsure().isPresent() ? "?" : account.changed() ? "changed" : "ok";
  }

  private Module file(String name, Optional<State> state, int mode) {
    return new File(
        new HostPath(host.resolve(name).toString()),
        state,
        Optional.empty(),
        Optional.of(new Mode(mode)),
        Optional.empty(),
        Optional.empty());
  }

  private static Module directory(Path path) {
    return new File(
        new HostPath(path.toString()),
        Optional.of(State.DIRECTORY),
        Optional.empty(),
        Optional.of(new Mode(0750)),
        Optional.empty(),
        Optional.empty());
  }

  private Module absent(String name) {
    return new File(
        new HostPath(host.resolve(name).toString()),
        Optional.of(State.ABSENT),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private Module copy(String name, String content) {
    return new Copy(
        Optional.empty(),
        Optional.of(content),
        new HostPath(host.resolve(name).toString()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  @Test
  void itsFolderMayBeMadeByAnEarlierStep() throws Exception {
    foretold("changed changed ok", directory(host), server.module(), directory(host));
  }

  @Test
  void itsFilesAreThereForLaterSteps() throws Exception {
    foretold(
        "changed changed changed ok ok",
        directory(host),
        server.module(),
        file("server.key", Optional.of(State.FILE), 0640),
        file("server.crt", Optional.of(State.FILE), 0644),
        file("ca.crt", Optional.empty(), 0644));
  }

  @Test
  void oneThatIsTheSameIsIssuedOnce() throws Exception {
    foretold(
        "changed changed ok changed ok",
        directory(host),
        server.module(),
        server.module(),
        server.sans("DNS:other").module(),
        server.sans("DNS:other").module());
  }

  @Test
  void whatAnEarlierStepRemovesIsIssued() throws Exception {
    Files.createDirectories(host);
    letters(Machine.run(Sh.installed().getFirst()), server.module());
    foretold("changed changed ok", absent("server.key"), server.module(), server.module());
    foretold("changed changed", absent("server.crt"), server.module());
    foretold("changed changed", absent(""), directory(host));
    foretold("changed changed", copy("server.crt", "hello\n"), server.module());
  }

  @Test
  void aKeyThatAnEarlierStepWouldBringIsUnknown() throws Exception {
    Files.createDirectories(host);
    var sh = Sh.installed().getFirst();
    letters(Machine.run(sh), server.module());
    assertEquals(
        "changed ?", letters(Machine.check(sh), copy("server.key", "hello\n"), server.module()));
    var account = Machine.run(sh);
    assertEquals("changed changed", letters(account, copy("server.key", "x\n"), server.module()));
  }

  @Test
  void aFolderThatIsRemovedIsMissing() throws Exception {
    Files.createDirectories(host);
    var sh = Sh.installed().getFirst();
    letters(Machine.run(sh), server.module());
    var check = Machine.check(sh);
    assertTrue(check.call(absent("")).changed());
    assertFalse(letters(check, directory(host), server.module()).contains("?"));
    assertEquals(List.of("host", "pki"), names());
  }

  private List<String> names() throws Exception {
    try (var files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }
}
