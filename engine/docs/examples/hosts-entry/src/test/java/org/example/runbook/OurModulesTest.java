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
import runbook.module.param.Content;
import runbook.module.param.HostPath;
import runbook.modules.file.FileFact;
import runbook.modules.file.Placement;
import runbook.modules.file.Rights;
import runbook.step.Account;
import runbook.step.Call;
import runbook.step.Picture;
import runbook.step.Target;
import runbook.testkit.ModuleLaws;
import runbook.testkit.Sh;

/** Holds the modules to the laws, and tries their facts in every shell that is installed here. */
class OurModulesTest implements ModuleLaws {

  @TempDir Path folder;

  @Override
  public Catalogue catalogue() {
    return new OurModules();
  }

  @Test
  void aNameComesAndGoesAndTheRestStays() throws Exception {
    var file = folder.resolve("hosts");
    var fact = new AddressFact(new HostPath(file.toString()), "gate");
    var none = Optional.<String>empty();
    for (var sh : Sh.installed()) {
      Files.writeString(file, "127.0.0.1 localhost\n192.0.2.7 gate\n");
      assertEquals(Optional.of("192.0.2.7"), sh.look(fact, Detail.STATE));

      fact.changes(Optional.of("192.0.2.7"), none).forEach(sh::carryOut);
      assertEquals(none, sh.look(fact, Detail.STATE));

      fact.changes(none, Optional.of("192.0.2.8")).forEach(sh::carryOut);
      assertEquals(
          List.of("127.0.0.1 localhost", "192.0.2.8 gate"), Files.readAllLines(file), sh::toString);
    }
  }

  /** Nothing was said of other modules, and they say nothing of this one. */
  @Test
  void besideOtherModulesItIsRightWithoutForesight() throws Exception {
    var file = folder.resolve("hosts");
    var path = new HostPath(file.toString());
    Module entry = new HostsEntry("gate", Optional.of("192.0.2.7"), path);
    var rights = new Rights(Optional.empty(), Optional.empty(), Optional.empty());
    var text = Content.of("192.0.2.7 gate\n");
    Module copy = new Placement(path, text, rights, FileFact.Care.NONE)::wants;
    for (var sh : Sh.installed()) {
      for (var steps : List.of(List.of(copy, entry), List.of(entry, copy))) {
        Files.deleteIfExists(file);
        var check = new Picture(sh.target());
        assertTrue(call(sh, check, true, steps.getFirst()).changed());
        assertTrue(call(sh, check, true, steps.getLast()).unsure().isPresent(), "it cannot know");

        var run = new Picture(sh.target());
        run.lookAlong(views(steps), Detail.STATE, Duration.ofMinutes(1));
        assertTrue(call(sh, run, false, steps.getFirst()).changed());
        assertFalse(call(sh, run, false, steps.getLast()).changed(), "it is as wanted already");
      }
    }
  }

  private static List<Picture.View> views(List<Module> steps) {
    return steps.stream()
        .flatMap(module -> Call.facts(module).stream())
        .map(fact -> new Picture.View(Optional.empty(), fact))
        .toList();
  }

  private static Account call(Sh sh, Picture picture, boolean check, Module module)
      throws Exception {
    var manner = new Target.Manner(Optional.empty(), Detail.STATE, Duration.ofMinutes(1));
    return new Call(sh.target(), picture, check, false, manner).of(module);
  }

  @Test
  void whatIsNoAddressIsRefused() {
    var path = new HostPath("/etc/hosts");
    assertThrows(
        IllegalArgumentException.class, () -> new HostsEntry("gate", Optional.of("gate"), path));
  }
}
