package runbook.modules.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.module.Fact;
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

/** Tests of the files that commands write, whatever changed_when says. */
class CommandFootprintTest {

  private static final Target.TargetOptions MANNER =
      new Target.TargetOptions(Optional.empty(), Fact.Detail.STATE, Duration.ofMinutes(1));

  @TempDir private Path folder;

  private final Target host = LocalShell.installed().getFirst().target();
  private Path file;
  private HostStateCache hostStateCache;

  @BeforeEach
  void fileHoldsA() throws Exception {
    file = folder.resolve("f");
    Files.writeString(file, "A\n");
    hostStateCache = new HostStateCache(host);
    // At the beginning of a stage, all facts that tasks need are queried.
    hostStateCache.lookAhead(
        ModuleCall.facts(copiesA()).stream()
            .map(fact -> new HostStateCache.FactView(Optional.empty(), fact))
            .toList(),
        List.of(),
        Fact.Detail.STATE,
        Duration.ofMinutes(1));
  }

  @Test
  void runReadsAgainInSameRoundTripAfterHarmlessCommand() throws Exception {
    harmless(false, writesB(Optional.empty()));
    long trips = host.traffic().roundTrips();
    assertTrue(call(false, copiesA()).changed());
    assertEquals("A\n", Files.readString(file));
    assertEquals(trips + 1, host.traffic().roundTrips(), "the change, and no look before it");
  }

  @Test
  void resultOfLaterCommandRemains() throws Exception {
    assertFalse(call(false, copiesA()).changed());
    harmless(false, writesB(Optional.empty()));
    assertEquals("B\n", Files.readString(file));
  }

  @Test
  void checkModeNamesCommandAfterWhichNothingIsKnown() throws Exception {
    harmless(true, writesB(Optional.empty()));
    var why = call(true, copiesA()).unsureReason().orElseThrow();
    assertTrue(why.contains("echo B"), why);
    assertTrue(why.contains("'writes'"), why);
  }

  @Test
  void checkModeKnowsWhatACommandDoesNotWrite() throws Exception {
    harmless(true, writesB(Optional.of(List.of())));
    assertEquals(Optional.empty(), call(true, copiesA()).unsureReason());
    harmless(true, writesB(Optional.of(List.of(at("other")))));
    assertEquals(Optional.empty(), call(true, copiesA()).unsureReason());
  }

  @Test
  void checkModeKnowsNothingAboutDeclaredWritesOfCommand() throws Exception {
    harmless(true, writesB(Optional.of(List.of(at("f")))));
    assertTrue(call(true, copiesA()).unsureReason().isPresent());
  }

  private void harmless(boolean check, Module module) throws Exception {
    new ModuleCall(host, hostStateCache, check, true, MANNER).run(module);
  }

  private CallResult call(boolean check, Module module) throws Exception {
    return new ModuleCall(host, hostStateCache, check, false, MANNER).run(module);
  }

  private Module writesB(Optional<List<HostPath>> writes) {
    var none = Optional.<HostPath>empty();
    return new Shell(
        "echo B > " + file, none, none, none, Optional.empty(), Map.of(), Optional.empty(), writes);
  }

  private Module copiesA() {
    var wantedAccess = new WantedAccess(Optional.empty(), Optional.empty(), Optional.empty());
    var placed =
        new FilePlacement(at("f"), FileContent.of("A\n"), wantedAccess, FileFact.WriteOptions.NONE);
    return placed::wants;
  }

  private HostPath at(String name) {
    return new HostPath(folder + "/" + name);
  }
}
