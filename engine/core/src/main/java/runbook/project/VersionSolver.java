package runbook.project;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.semver4j.Semver;
import runbook.project.RoleOrigin.FolderOrigin;

/**
 * Chooses a version of each role that suits all who want it: the highest that can be, except that a
 * preferred one comes first. There is one version of a role in a project, because roles share
 * variables and handlers by their names.
 */
final class VersionSolver {

  /** Ranges that fit badly can make the search very long. */
  private static final int MOST_STEPS = 1000;

  private final VersionCatalogue versionCatalogue;
  private Optional<GetFailure> firstFailure = Optional.empty();
  private int steps;

  VersionSolver(VersionCatalogue versionCatalogue) {
    this.versionCatalogue = versionCatalogue;
  }

  Map<String, ChosenRole> solve(List<RoleWant> wants) throws GetFailure, InterruptedException {
    var solved = solve(new LinkedHashMap<>(), wants);
    if (solved.isEmpty()) {
      // The first failure is that of the highest versions, which is what users expect to get.
      throw firstFailure.orElseThrow();
    }
    return solved.get();
  }

  private Optional<Map<String, ChosenRole>> solve(
      Map<String, ChosenRole> chosen, List<RoleWant> wants)
      throws GetFailure, InterruptedException {
    if (++steps > MOST_STEPS) {
      throw firstFailure.orElseThrow();
    }
    for (var want : wants) {
      var role = chosen.get(want.wish().name());
      if (role != null && !suits(role, want)) {
        return failed(want.wish().name(), wants);
      }
    }
    var open = wants.stream().filter(want -> !chosen.containsKey(want.wish().name())).findFirst();
    if (open.isEmpty()) {
      return Optional.of(chosen);
    }
    var wish = open.get().wish();
    if (wish.origin() instanceof FolderOrigin) {
      return solve(new ChosenRole(wish, Optional.empty()), chosen, wants);
    }
    var preferred = versionCatalogue.preferred(wish);
    if (preferred.isPresent() && wish.range().includes(preferred.get())) {
      var solved = solve(new ChosenRole(wish, preferred), chosen, wants);
      if (solved.isPresent()) {
        return solved;
      }
    }
    boolean isAny = false;
    for (var version : versionCatalogue.versions(wish)) {
      if (wish.range().includes(version)) {
        isAny = true;
        var solved = solve(new ChosenRole(wish, Optional.of(version)), chosen, wants);
        if (solved.isPresent()) {
          return solved;
        }
      }
    }
    if (!isAny) {
      fail(noVersion(open.get(), versionCatalogue.versions(wish).stream().toList()));
    }
    return Optional.empty();
  }

  private Optional<Map<String, ChosenRole>> solve(
      ChosenRole role, Map<String, ChosenRole> chosen, List<RoleWant> wants)
      throws GetFailure, InterruptedException {
    if (wants.stream()
        .anyMatch(want -> want.wish().name().equals(role.wish().name()) && !suits(role, want))) {
      return failed(role.wish().name(), wants);
    }
    var more = new LinkedHashMap<>(chosen);
    more.put(role.wish().name(), role);
    var all = new ArrayList<>(wants);
    for (var wish : versionCatalogue.needs(role)) {
      all.add(new RoleWant(wish, role.toString()));
    }
    return solve(more, all);
  }

  /** A folder that the project itself names stands for any version, to work on the role there. */
  private static boolean suits(ChosenRole role, RoleWant want) {
    return role.version().isEmpty()
        || (role.wish().origin().equals(want.wish().origin())
            && want.wish().range().includes(role.version().get()));
  }

  private Optional<Map<String, ChosenRole>> failed(String name, List<RoleWant> wants)
      throws GetFailure, InterruptedException {
    if (firstFailure.isEmpty()) {
      var same = wants.stream().filter(want -> want.wish().name().equals(name)).toList();
      var first = same.getFirst().wish();
      var origins = same.stream().map(want -> want.wish().origin()).distinct().count();
      fail(
          origins > 1
              ? GetFailure.refused(
                  first.at(),
                  "two roles have the name '%s': %s"
                      .formatted(
                          name,
                          same.stream()
                              .map(want -> want.who() + " takes it from " + want.wish().origin())
                              .collect(Collectors.joining(", "))),
                  "give one of them another 'name' where it is asked for")
              : GetFailure.refused(
                  first.at(),
                  "no version of '%s' suits all who want it: %s"
                      .formatted(
                          name,
                          same.stream().map(RoleWant::phrase).collect(Collectors.joining(", "))),
                  "there is %s; change one of the ranges"
                      .formatted(listed(versionCatalogue.versions(first).stream().toList()))));
    }
    return Optional.empty();
  }

  private void fail(GetFailure failure) {
    if (firstFailure.isEmpty()) {
      firstFailure = Optional.of(failure);
    }
  }

  private static GetFailure noVersion(RoleWant want, List<Semver> versions) {
    var origin = want.wish().origin();
    return versions.isEmpty()
        ? GetFailure.refused(
            want.wish().at(),
            "%s has no tag that names a version".formatted(origin),
            "tag a version there, as in 'git tag v1.0.0', and push the tag")
        : GetFailure.refused(
            want.wish().at(),
            "%s, but %s has no such version".formatted(want.phrase(), origin),
            "there is " + listed(versions));
  }

  private static String listed(List<Semver> versions) {
    int most = 8;
    return versions.stream().limit(most).map(Semver::toString).collect(Collectors.joining(", "))
        + (versions.size() > most ? " and older ones" : "");
  }
}
