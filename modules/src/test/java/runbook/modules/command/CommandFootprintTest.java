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
import runbook.module.param.Content;
import runbook.module.param.HostPath;
import runbook.modules.file.FileFact;
import runbook.modules.file.Placement;
import runbook.modules.file.Rights;
import runbook.step.Account;
import runbook.step.Call;
import runbook.step.Picture;
import runbook.step.Target;
import runbook.testkit.Sh;

/** What a command writes, whatever its task says of it with changed_when. */
class CommandFootprintTest {

  private static final Target.Manner MANNER =
      new Target.Manner(Optional.empty(), Fact.Detail.STATE, Duration.ofMinutes(1));

  @TempDir private Path folder;

  private final Target host = Sh.installed().getFirst().target();
  private Path file;
  private Picture picture;

  @BeforeEach
  void fileHoldsA() throws Exception {
    file = folder.resolve("f");
    Files.writeString(file, "A\n");
    picture = new Picture(host);
    // As at the beginning of a stage, when all that the tasks need is looked at.
    picture.lookAhead(
        List.of(new Picture.View(Optional.empty(), new FileFact(at("f")))),
        Fact.Detail.STATE,
        Duration.ofMinutes(1));
  }

  @Test
  void aRunLooksAgainAfterACommandThatIsSaidToChangeNothingInTheSameTrip() throws Exception {
    harmless(false, writesB(Optional.empty()));
    long trips = host.traffic().roundTrips();
    assertTrue(call(false, copiesA()).changed());
    assertEquals("A\n", Files.readString(file));
    assertEquals(trips + 1, host.traffic().roundTrips(), "the change, and no look before it");
  }

  @Test
  void inTheOtherOrderItIsTheCommandThatStands() throws Exception {
    assertFalse(call(false, copiesA()).changed());
    harmless(false, writesB(Optional.empty()));
    assertEquals("B\n", Files.readString(file));
  }

  @Test
  void checkModeKnowsNothingAfterACommandAndNamesIt() throws Exception {
    harmless(true, writesB(Optional.empty()));
    var why = call(true, copiesA()).unsure().orElseThrow();
    assertTrue(why.contains("echo B"), why);
    assertTrue(why.contains("'writes'"), why);
  }

  @Test
  void checkModeKnowsWhatACommandDoesNotWrite() throws Exception {
    harmless(true, writesB(Optional.of(List.of())));
    assertEquals(Optional.empty(), call(true, copiesA()).unsure());
    harmless(true, writesB(Optional.of(List.of(at("other")))));
    assertEquals(Optional.empty(), call(true, copiesA()).unsure());
    harmless(true, writesB(Optional.of(List.of(at("f")))));
    assertTrue(call(true, copiesA()).unsure().isPresent());
  }

  private void harmless(boolean check, Module module) throws Exception {
    new Call(host, picture, check, true, MANNER).of(module);
  }

  private Account call(boolean check, Module module) throws Exception {
    return new Call(host, picture, check, false, MANNER).of(module);
  }

  private Module writesB(Optional<List<HostPath>> writes) {
    var none = Optional.<HostPath>empty();
    return new Shell(
        "echo B > " + file, none, none, none, Optional.empty(), Map.of(), Optional.empty(), writes);
  }

  private Module copiesA() {
    var rights = new Rights(Optional.empty(), Optional.empty(), Optional.empty());
    var placed = new Placement(at("f"), Content.of("A\n"), rights, FileFact.Care.NONE);
    return placed::wants;
  }

  private HostPath at(String name) {
    return new HostPath(folder + "/" + name);
  }
}
