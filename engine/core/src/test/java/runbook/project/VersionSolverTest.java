package runbook.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.semver4j.Semver;
import runbook.project.RoleOrigin.FolderOrigin;
import runbook.project.RoleOrigin.GitOrigin;
import runbook.text.Source;

class VersionSolverTest {

  private final Map<String, TreeMap<Semver, List<RoleWish>>> roles = new HashMap<>();
  private final Map<String, Semver> preferred = new HashMap<>();
  private final List<String> listed = new ArrayList<>();

  private final VersionCatalogue catalogue =
      new VersionCatalogue() {
        @Override
        public Optional<Semver> preferred(RoleWish wish) {
          return Optional.ofNullable(preferred.get(wish.name()));
        }

        @Override
        public Collection<Semver> versions(RoleWish wish) {
          listed.add(wish.name());
          return roles.get(wish.name()).keySet();
        }

        @Override
        public List<RoleWish> needs(ChosenRole role) {
          return role.version().map(roles.get(role.wish().name())::get).orElse(List.of());
        }
      };

  private static RoleWish wish(String name, String range) {
    var at = new Source("test", "").whole();
    var origin = new GitOrigin("git+file:///" + name, "");
    return new RoleWish(name, at, origin, VersionRange.of(range).orElseThrow());
  }

  private void version(String name, String version, RoleWish... needs) {
    roles
        .computeIfAbsent(name, _ -> new TreeMap<>(Comparator.reverseOrder()))
        .put(new Semver(version), List.of(needs));
  }

  private String solve(RoleWish... wishes) throws Exception {
    var wants = List.of(wishes).stream().map(wish -> new RoleWant(wish, "runbook.yml")).toList();
    var solved = new VersionSolver(catalogue).solve(wants);
    return String.join(", ", solved.values().stream().map(ChosenRole::toString).sorted().toList());
  }

  @Test
  void lowerVersionIsTakenIfTheHighestFitsNobodyElse() throws Exception {
    version("base", "1.0.0");
    version("base", "2.0.0");
    version("web", "1.2.0", wish("base", "^1"));
    version("web", "1.3.0", wish("base", "^2"));
    assertEquals("base 1.0.0, web 1.2.0", solve(wish("base", "^1"), wish("web", "^1")));
    assertEquals("base 2.0.0, web 1.3.0", solve(wish("web", "^1")));
  }

  @Test
  void rangesOfSeveralAreMetTogether() throws Exception {
    version("base", "1.1.0");
    version("base", "1.4.0");
    version("base", "1.9.0");
    version("web", "1.0.0", wish("base", "<1.9"));
    version("db", "1.0.0", wish("base", ">=1.2"));
    assertEquals("base 1.4.0, db 1.0.0, web 1.0.0", solve(wish("web", "^1"), wish("db", "^1")));
  }

  @Test
  void preferredVersionNeedsNoListOfVersions() throws Exception {
    version("web", "1.0.0");
    version("web", "1.1.0");
    preferred.put("web", new Semver("1.0.0"));
    assertEquals("web 1.0.0", solve(wish("web", "^1")));
    assertEquals(List.of(), listed);
    assertEquals("web 1.1.0", solve(wish("web", "^1.1")));
  }

  @Test
  void rolesThatAskForEachOtherAreFound() throws Exception {
    version("web", "1.0.0", wish("base", "^1"));
    version("base", "1.0.0", wish("web", "^1"));
    assertEquals("base 1.0.0, web 1.0.0", solve(wish("web", "^1")));
  }

  @Test
  void folderStandsForAnyVersion() throws Exception {
    version("web", "1.0.0", wish("base", "^7"));
    var at = new Source("test", "").whole();
    var folder = new RoleWish("base", at, new FolderOrigin(Path.of("base")), VersionRange.ANY);
    roles.put("base", new TreeMap<>());
    assertEquals("base, web 1.0.0", solve(folder, wish("web", "^1")));
  }

  @Test
  void conflictOfTheHighestVersionsIsExplained() {
    version("base", "1.0.0");
    version("base", "3.0.0");
    version("web", "1.2.0", wish("base", "^4"));
    version("web", "1.3.0", wish("base", "^3"));
    var failure =
        assertThrows(GetFailure.class, () -> solve(wish("base", "^1"), wish("web", "^1")));
    assertEquals(
        "no version of 'base' suits all who want it: runbook.yml wants ^1, web 1.3.0 wants ^3",
        failure.problem().message());
  }

  @Test
  void searchThatWouldTakeVeryLongEnds() {
    for (int role = 0; role < 12; role++) {
      for (int patch = 0; patch < 12; patch++) {
        version("role" + role, "1.0." + patch, wish("role" + (role + 1), "^1"));
      }
    }
    version("role12", "1.0.0", wish("none", "^1"));
    version("none", "2.0.0");
    var failure = assertThrows(GetFailure.class, () -> solve(wish("role0", "^1")));
    assertTrue(failure.problem().message().startsWith("role12 1.0.0 wants ^1"));
    assertTrue(listed.size() < 5000, "listed " + listed.size());
  }

  @Test
  void rangesMeanWhatNpmMeans() {
    assertIncludes("^1.2", "1.2.0 1.9.9", "1.1.9 2.0.0 1.3.0-rc.1");
    assertIncludes("^0.2", "0.2.0 0.2.9", "0.3.0 0.1.9");
    assertIncludes("~1.2", "1.2.0 1.2.9", "1.3.0");
    assertIncludes(">=1.2 <2", "1.2.0 1.9.9", "2.0.0 1.1.0");
    assertIncludes("1.2.3", "1.2.3", "1.2.4");
    for (var nonsense : List.of("", "new", "latest", "^", "1.2.3.4", "1 || 2", "^1.2 ,2")) {
      assertEquals(Optional.empty(), VersionRange.of(nonsense), nonsense);
    }
  }

  private static void assertIncludes(String range, String inside, String outside) {
    var versionRange = VersionRange.of(range).orElseThrow();
    for (var version : inside.split(" ", -1)) {
      assertTrue(versionRange.includes(new Semver(version)), range + " and " + version);
    }
    for (var version : outside.split(" ", -1)) {
      assertTrue(!versionRange.includes(new Semver(version)), range + " and " + version);
    }
  }
}
