package runbook.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.module.Fact;
import runbook.module.Place;
import runbook.module.param.HostPath;
import runbook.testkit.LocalShell;

class LinksTest {

  private static final Target.TargetOptions MANNER =
      new Target.TargetOptions(Optional.empty(), Fact.Detail.STATE, Duration.ofSeconds(20));

  @TempDir private Path folder;

  @Test
  void pathBehindLinkIsItsTarget() throws Exception {
    Files.createDirectories(folder.resolve("releases/1"));
    Files.createSymbolicLink(folder.resolve("current"), Path.of("releases/../releases/1"));
    Files.createSymbolicLink(folder.resolve("now"), folder.resolve("current"));
    Files.createSymbolicLink(folder.resolve("circle"), Path.of("circle"));
    for (var localShell : LocalShell.installed()) {
      var hostLinks = new HostLinks();
      var file = place("now/file");
      var other = place("releases/2/file");
      var folders =
          List.of(place("releases/1"), place("current"), place("circle/x"), place("elsewhere"));
      var all = Stream.concat(folders.stream(), Stream.of(file, other)).toList();
      var wanted = hostLinks.unknown(all).orElseThrow();
      hostLinks.learn(wanted, localShell.target().look(List.of(wanted), MANNER).getFirst());
      assertEquals(
          Optional.empty(), hostLinks.unknown(List.of(file, other)), localShell.toString());
      var placeOverlap = new PlaceOverlap(hostLinks);
      assertTrue(placeOverlap.of(place("releases/1"), file), "its folder goes");
      assertTrue(placeOverlap.of(place("current"), file), "a link on the way changes");
      assertFalse(placeOverlap.of(other, file), "the same name elsewhere");
      var link = new Place.Link(new HostPath(folder + "/current"), "elsewhere");
      assertFalse(placeOverlap.of(link, place("releases/1")), "a link is not what it leads to");
      assertTrue(placeOverlap.of(link, file), "what is behind it changes");
      hostLinks.forget(new HostPath(folder + "/current"));
      assertTrue(hostLinks.unknown(List.of(file)).isPresent(), "it may lead elsewhere now");
      assertTrue(hostLinks.unknown(List.of(other)).isEmpty());
    }
  }

  @Test
  void unreadPathsOverlapIfTheyShareName() {
    var placeOverlap = PlaceOverlap.anywhere();
    assertTrue(placeOverlap.of(at("/run/app/pid"), at("/var/run/app")));
    assertFalse(placeOverlap.of(at("/run/app"), at("/var/log")));
    assertTrue(placeOverlap.of(at("/a/../b"), at("/c")));
  }

  @Test
  void newFolderChangesNothingBelowIt() {
    var placeOverlap = PlaceOverlap.anywhere();
    var made = new Place.Itself(new HostPath("/srv/app"));
    assertFalse(placeOverlap.of(made, at("/srv/app/hosts")));
    assertTrue(placeOverlap.of(made, at("/srv/app")));
    assertTrue(placeOverlap.of(made, at("/srv")));
    assertTrue(placeOverlap.of(made, made), "what is in the folder sees that it is there");
    assertTrue(placeOverlap.of(at("/srv"), made));
    assertFalse(placeOverlap.of(at("/srv/app/hosts"), made), "a folder is not what is in it");
  }

  @Test
  void accountFilesOverlapWithAccounts() {
    var placeOverlap = PlaceOverlap.anywhere();
    var bob = new Place.Account("bob");
    assertTrue(placeOverlap.of(at("/etc/passwd"), bob));
    assertTrue(placeOverlap.of(bob, at("/etc/passwd")));
    assertTrue(placeOverlap.of(bob, new Place.Accounts()));
    assertFalse(placeOverlap.of(bob, new Place.Account("ada")));
  }

  @Test
  void packagesAffectOtherPlacesButNotTheReverse() {
    var placeOverlap = PlaceOverlap.anywhere();
    var setting = new Place.Setting("kernel", "vm.swappiness");
    assertTrue(placeOverlap.of(Place.Packages.ALL, setting));
    assertFalse(placeOverlap.of(setting, Place.Packages.ALL));
    assertTrue(placeOverlap.of(new Place.Everything(), setting));
    assertTrue(placeOverlap.of(setting, new Place.Everything()));
    assertTrue(placeOverlap.of(new Place.Unit("a"), new Place.Port(80)));
    assertFalse(placeOverlap.of(new Place.Port(80), new Place.Unit("a")));
  }

  private Place place(String path) {
    return at(folder + "/" + path);
  }

  private static Place at(String path) {
    return new Place.Path(new HostPath(path));
  }
}
