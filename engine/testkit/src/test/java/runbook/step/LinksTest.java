package runbook.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.module.Fact;
import runbook.module.Place;
import runbook.module.param.HostPath;
import runbook.testkit.Sh;

class LinksTest {

  private static final Target.Manner MANNER =
      new Target.Manner(Optional.empty(), Fact.Detail.STATE, Duration.ofSeconds(20));

  @TempDir private Path folder;

  @Test
  void aPathBehindALinkIsThePathItLeadsTo() throws Exception {
    Files.createDirectories(folder.resolve("releases/1"));
    Files.createSymbolicLink(folder.resolve("current"), Path.of("releases/../releases/1"));
    Files.createSymbolicLink(folder.resolve("now"), folder.resolve("current"));
    Files.createSymbolicLink(folder.resolve("circle"), Path.of("circle"));
    for (var sh : Sh.installed()) {
      var links = new Links();
      var file = place("now/file");
      var other = place("releases/2/file");
      var wanted = links.unknown(List.of(file, other, place("circle/x"))).orElseThrow();
      links.learn(wanted, sh.target().look(List.of(wanted), MANNER).getFirst());
      assertEquals(Optional.empty(), links.unknown(List.of(file, other)), sh.toString());
      var overlap = new Overlap(links);
      assertTrue(overlap.of(place("releases/1"), file), "its folder goes");
      assertTrue(overlap.of(place("current"), file), "a link on the way changes");
      assertFalse(overlap.of(other, file), "the same name elsewhere");
      links.forget(new HostPath(folder + "/current"));
      assertTrue(links.unknown(List.of(file)).isPresent(), "it may lead elsewhere now");
      assertTrue(links.unknown(List.of(other)).isEmpty());
    }
  }

  @Test
  void pathsThatWereNotLookedAtMeetWhenTheyShareAName() {
    var overlap = Overlap.anywhere();
    assertTrue(overlap.of(at("/run/app/pid"), at("/var/run/app")));
    assertFalse(overlap.of(at("/run/app"), at("/var/log")));
    assertTrue(overlap.of(at("/a/../b"), at("/c")));
  }

  @Test
  void aFolderMadeWhereNothingWasChangesNothingBelowIt() {
    var overlap = Overlap.anywhere();
    var made = new Place.Itself(new HostPath("/srv/app"));
    assertFalse(overlap.of(made, at("/srv/app/hosts")));
    assertTrue(overlap.of(made, at("/srv/app")));
    assertTrue(overlap.of(made, at("/srv")));
    assertTrue(overlap.of(made, made), "what is in the folder sees that it is there");
    assertTrue(overlap.of(at("/srv"), made));
    assertFalse(overlap.of(at("/srv/app/hosts"), made), "a folder is not what is in it");
  }

  @Test
  void theFilesOfAccountsAreTheAccounts() {
    var overlap = Overlap.anywhere();
    var bob = new Place.Account("bob");
    assertTrue(overlap.of(at("/etc/passwd"), bob));
    assertTrue(overlap.of(bob, at("/etc/passwd")));
    assertTrue(overlap.of(bob, new Place.Accounts()));
    assertFalse(overlap.of(bob, new Place.Account("ada")));
  }

  @Test
  void packagesBringAnythingButAreOnlyChangedAsPackages() {
    var overlap = Overlap.anywhere();
    var setting = new Place.Setting("kernel", "vm.swappiness");
    assertTrue(overlap.of(Place.Packages.ALL, setting));
    assertFalse(overlap.of(setting, Place.Packages.ALL));
    assertTrue(overlap.of(new Place.Everything(), setting));
    assertTrue(overlap.of(setting, new Place.Everything()));
    assertTrue(overlap.of(new Place.Unit("a"), new Place.Port(80)));
    assertFalse(overlap.of(new Place.Port(80), new Place.Unit("a")));
  }

  private Place place(String path) {
    return at(folder + "/" + path);
  }

  private static Place at(String path) {
    return new Place.Path(new HostPath(path));
  }
}
