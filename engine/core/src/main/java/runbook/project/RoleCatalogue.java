package runbook.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.semver4j.Semver;
import runbook.project.RoleOrigin.FolderOrigin;
import runbook.project.RoleOrigin.GitOrigin;
import runbook.project.RoleStore.RoleState;
import runbook.text.Problems;
import runbook.text.Source;

/**
 * The versions of roles: those in {@code runbook.lock}, which need no network if they are in place,
 * and those of their Git repositories.
 *
 * @param locked the roles in use
 * @param movable the names of roles that may leave the version in use
 */
record RoleCatalogue(
    RoleStore roleStore,
    Map<String, LockedRole> locked,
    Set<String> movable,
    Path workFolder,
    Map<String, GitSource> sources,
    Problems problems)
    implements VersionCatalogue {

  static RoleCatalogue of(
      RoleStore roleStore,
      Map<String, LockedRole> locked,
      Set<String> movable,
      Path workFolder,
      Problems problems) {
    return new RoleCatalogue(roleStore, locked, movable, workFolder, new HashMap<>(), problems);
  }

  @Override
  public Optional<Semver> preferred(RoleWish wish) {
    return movable.contains(wish.name()) ? Optional.empty() : locked(wish).map(LockedRole::version);
  }

  private Optional<LockedRole> locked(RoleWish wish) {
    return Optional.ofNullable(locked.get(wish.name()))
        .filter(role -> role.origin().equals(wish.origin()));
  }

  /** Returns the role in {@code runbook.lock}, if it must stay as it is there. */
  private Optional<LockedRole> kept(ChosenRole role) {
    return locked(role.wish())
        .filter(one -> role.version().equals(Optional.of(one.version())))
        .filter(_ -> !movable.contains(role.wish().name()));
  }

  Optional<String> expectedDigest(ChosenRole role) {
    return kept(role).map(LockedRole::digest);
  }

  /** Returns the role in use if its files are in place, as they were got. */
  Optional<LockedRole> intact(ChosenRole role) throws GetFailure {
    var found = kept(role);
    try {
      return found.isPresent() && roleStore.state(found.get()) == RoleState.INTACT
          ? found
          : Optional.empty();
    } catch (IOException e) {
      throw GetFailure.unavailable(
          role.wish().at(), "cannot read %s: %s".formatted(roleStore.folder(), e), "");
    }
  }

  @Override
  public Collection<Semver> versions(RoleWish wish) throws GetFailure, InterruptedException {
    return wish.origin() instanceof GitOrigin origin
        ? source(origin, wish).tags(wish.at()).keySet()
        : List.of();
  }

  @Override
  public List<RoleWish> needs(ChosenRole role) throws GetFailure, InterruptedException {
    var found = new Problems();
    var needs =
        switch (role.wish().origin()) {
          case FolderOrigin(Path path) -> ofFolder(path, role, found);
          case GitOrigin origin -> {
            var inPlace = intact(role);
            var text =
                inPlace.isPresent()
                    ? text(roleStore.place(inPlace.get()))
                    : source(origin, role.wish())
                        .text(fetched(role), file(origin), role.wish().at());
            yield text.map(t -> new Source("%s of %s".formatted(ProjectFolder.FILE, role), t))
                .map(source -> ProjectFileReader.read(source, Optional.empty(), found).roles())
                .orElse(List.of());
          }
        };
    problems.addAll(found);
    return needs;
  }

  private static String file(GitOrigin origin) {
    return (origin.folder().isEmpty() ? "" : origin.folder() + "/") + ProjectFolder.FILE;
  }

  private static List<RoleWish> ofFolder(Path path, ChosenRole role, Problems found)
      throws GetFailure {
    if (!Files.isDirectory(path)) {
      throw GetFailure.refused(
          role.wish().at(),
          "there is no folder '%s'".formatted(path),
          "a path goes from the folder of runbook.yml");
    }
    return Files.exists(path.resolve(ProjectFolder.FILE))
        ? ProjectFileReader.read(path, found).roles()
        : List.of();
  }

  private static Optional<String> text(Path folder) {
    var file = folder.resolve(ProjectFolder.FILE);
    return Files.exists(file)
        ? Source.read(file, file.toString(), new Problems()).map(Source::text)
        : Optional.empty();
  }

  GitSource source(GitOrigin origin, RoleWish wish) throws GetFailure {
    var known = sources.get(origin.url());
    if (known != null) {
      return known;
    }
    try {
      var source = new GitSource(origin.url(), Files.createTempDirectory(workFolder, "git"));
      sources.put(origin.url(), source);
      return source;
    } catch (IOException e) {
      throw GetFailure.unavailable(
          wish.at(), "cannot write to %s: %s".formatted(workFolder, e), "");
    }
  }

  /** Returns the tag of a version after it was fetched. */
  GitTag fetched(ChosenRole role) throws GetFailure, InterruptedException {
    var wish = role.wish();
    var source = source((GitOrigin) wish.origin(), wish);
    var version = role.version().orElseThrow();
    var tag = source.tags(wish.at()).get(version);
    if (tag == null) {
      throw GetFailure.refused(
          wish.at(),
          "%s is in runbook.lock, but %s has no tag for it any more".formatted(role, wish.origin()),
          "ask its authors why, or choose another version: runbook get --update " + wish.name());
    }
    var before = kept(role);
    if (before.isPresent() && !before.get().commit().equals(tag.commit())) {
      throw GetFailure.refused(
          wish.at(),
          "%s is no longer what it was: its tag %s led to commit %.12s, and now to %.12s"
              .formatted(role, tag.name(), before.get().commit(), tag.commit()),
          "ask its authors why; to take it as it is now: runbook get --update " + wish.name());
    }
    source.fetch(tag, wish.at());
    return tag;
  }
}
