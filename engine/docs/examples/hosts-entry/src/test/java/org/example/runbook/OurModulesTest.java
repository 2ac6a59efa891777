package org.example.runbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.module.Catalogue;
import runbook.module.Fact.Detail;
import runbook.module.Module;
import runbook.module.param.FileContent;
import runbook.module.param.HostPath;
import runbook.modules.file.FileFact;
import runbook.modules.file.FilePlacement;
import runbook.modules.file.WantedAccess;
import runbook.step.CallResult;
import runbook.step.HostStateCache;
import runbook.step.ModuleCall;
import runbook.step.Target;
import runbook.testkit.LocalShell;
import runbook.testkit.ModuleLaws;

/** Checks the laws on the modules, and their facts in every shell that is installed here. */
class OurModulesTest implements ModuleLaws {

  @TempDir Path folder;

  @Override
  public Catalogue catalogue() {
    return new OurModules();
  }

  @Test
  void addsAndRemovesNameAndKeepsOtherLines() throws Exception {
    var file = folder.resolve("hosts");
    var fact = new AddressFact(new HostPath(file.toString()), "gate");
    var none = Optional.<String>empty();
    for (var localShell : LocalShell.installed()) {
      Files.writeString(file, "127.0.0.1 localhost\n192.0.2.7 gate\n");
      assertEquals(Optional.of("192.0.2.7"), localShell.look(fact, Detail.STATE));

      fact.changes(Optional.of("192.0.2.7"), none).forEach(localShell::carryOut);
      assertEquals(none, localShell.look(fact, Detail.STATE));

      fact.changes(none, Optional.of("192.0.2.8")).forEach(localShell::carryOut);
      assertEquals(
          List.of("127.0.0.1 localhost", "192.0.2.8 gate"),
          Files.readAllLines(file),
          localShell::toString);
    }
  }

  /** This module and others know nothing of each other. */
  @Test
  void worksTogetherWithOtherModules() throws Exception {
    var file = folder.resolve("hosts");
    var path = new HostPath(file.toString());
    Module entry = new HostsEntry("gate", Optional.of("192.0.2.7"), path);
    var wantedAccess = new WantedAccess(Optional.empty(), Optional.empty(), Optional.empty());
    var text = FileContent.of("192.0.2.7 gate\n");
    Module copy = new FilePlacement(path, text, wantedAccess, FileFact.WriteOptions.NONE)::wants;
    for (var localShell : LocalShell.installed()) {
      for (var steps : List.of(List.of(copy, entry), List.of(entry, copy))) {
        Files.deleteIfExists(file);
        var check = new HostStateCache(localShell.target());
        assertTrue(call(localShell, check, true, steps.getFirst()).changed());
        assertTrue(
            call(localShell, check, true, steps.getLast()).unsureReason().isPresent(),
            "check mode cannot know");

        var run = new HostStateCache(localShell.target());
        run.lookAtUnseen(views(steps), Detail.STATE, Duration.ofMinutes(1));
        assertTrue(call(localShell, run, false, steps.getFirst()).changed());
        assertFalse(
            call(localShell, run, false, steps.getLast()).changed(), "nothing left to change");
      }
    }
  }

  private static List<HostStateCache.FactView> views(List<Module> steps) {
    return steps.stream()
        .flatMap(module -> ModuleCall.facts(module).stream())
        .map(fact -> new HostStateCache.FactView(Optional.empty(), fact))
        .toList();
  }

  private static CallResult call(
      LocalShell localShell, HostStateCache hostStateCache, boolean check, Module module)
      throws Exception {
    var targetOptions =
        new Target.TargetOptions(Optional.empty(), Detail.STATE, Duration.ofMinutes(1));
    return new ModuleCall(localShell.target(), hostStateCache, check, false, targetOptions)
        .run(module);
  }

  @Test
  void refusesInvalidAddress() {
    var path = new HostPath("/etc/hosts");
    assertThrows(
        IllegalArgumentException.class, () -> new HostsEntry("gate", Optional.of("gate"), path));
  }
}
