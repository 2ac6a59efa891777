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
import runbook.module.param.ContentText;
import runbook.module.param.FileMode;
import runbook.module.param.HostPath;
import runbook.modules.LocalModuleRunner;
import runbook.modules.file.Copy;
import runbook.modules.file.File;
import runbook.modules.file.File.WantedFileState;
import runbook.step.CallResult;
import runbook.step.StepFailed;
import runbook.testkit.LocalShell;

/** Check mode predicts what a run does to certificates among other steps. */
class CertCheckModeTest {

  @TempDir Path folder;
  private Path host;
  private IssueCertBuilder server;

  @BeforeEach
  void aHostWithoutAFolder() {
    host = folder.resolve("host/pki");
    server = IssueCertBuilder.of(CaExamples.own(folder.resolve("pki")), host);
  }

  private void assertPredicted(String changes, Module... modules) throws StepFailed {
    var localShell = LocalShell.installed().getFirst();
    assertEquals(changes, letters(LocalModuleRunner.check(localShell), modules), "check");
    assertEquals(changes, letters(LocalModuleRunner.run(localShell), modules), "run");
  }

  /** Returns a letter for each step: changed, ok or unknown. */
  private static String letters(LocalModuleRunner localModuleRunner, Module... modules)
      throws StepFailed {
    var letters = new ArrayList<String>();
    for (var module : modules) {
      letters.add(letter(localModuleRunner.call(module)));
    }
    return String.join(" ", letters);
  }

  private static String letter(CallResult callResult) {
    return callResult.unsureReason().isPresent() ? "?" : callResult.changed() ? "changed" : "ok";
  }

  private Module file(String name, Optional<WantedFileState> state, int mode) {
    return new File(
        new HostPath(host.resolve(name).toString()),
        state,
        Optional.empty(),
        Optional.of(new FileMode(mode)),
        Optional.empty(),
        Optional.empty());
  }

  private static Module directory(Path path) {
    return new File(
        new HostPath(path.toString()),
        Optional.of(WantedFileState.DIRECTORY),
        Optional.empty(),
        Optional.of(new FileMode(0750)),
        Optional.empty(),
        Optional.empty());
  }

  private Module absent(String name) {
    return new File(
        new HostPath(host.resolve(name).toString()),
        Optional.of(WantedFileState.ABSENT),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private Module copy(String name, String content) {
    return new Copy(
        Optional.empty(),
        Optional.of(ContentText.of(content)),
        new HostPath(host.resolve(name).toString()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  @Test
  void folderOfEarlierStepIsPredicted() throws Exception {
    assertPredicted("changed changed ok", directory(host), server.module(), directory(host));
  }

  @Test
  void issuedFilesExistForLaterSteps() throws Exception {
    assertPredicted(
        "changed changed changed ok ok",
        directory(host),
        server.module(),
        file("server.key", Optional.of(WantedFileState.FILE), 0640),
        file("server.crt", Optional.of(WantedFileState.FILE), 0644),
        file("ca.crt", Optional.empty(), 0644));
  }

  @Test
  void sameCertificateIsIssuedOnce() throws Exception {
    assertPredicted(
        "changed changed ok changed ok",
        directory(host),
        server.module(),
        server.module(),
        server.sans("DNS:other").module(),
        server.sans("DNS:other").module());
  }

  @Test
  void certificateRemovedByEarlierStepIsIssued() throws Exception {
    Files.createDirectories(host);
    letters(LocalModuleRunner.run(LocalShell.installed().getFirst()), server.module());
    assertPredicted("changed changed ok", absent("server.key"), server.module(), server.module());
    assertPredicted("changed changed", absent("server.crt"), server.module());
    assertPredicted("changed changed", absent(""), directory(host));
    assertPredicted("changed changed", copy("server.crt", "hello\n"), server.module());
  }

  @Test
  void keyWrittenByEarlierStepIsUnknown() throws Exception {
    Files.createDirectories(host);
    var localShell = LocalShell.installed().getFirst();
    letters(LocalModuleRunner.run(localShell), server.module());
    assertEquals(
        "changed ?",
        letters(
            LocalModuleRunner.check(localShell), copy("server.key", "hello\n"), server.module()));
    var account = LocalModuleRunner.run(localShell);
    assertEquals("changed changed", letters(account, copy("server.key", "x\n"), server.module()));
  }

  @Test
  void removedFolderIsMissing() throws Exception {
    Files.createDirectories(host);
    var localShell = LocalShell.installed().getFirst();
    letters(LocalModuleRunner.run(localShell), server.module());
    var check = LocalModuleRunner.check(localShell);
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
