package runbook.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import runbook.playbook.SharedRoles;
import runbook.project.RoleOrigin.FolderOrigin;
import runbook.text.Position;
import runbook.text.Problem;
import runbook.text.Problems;

/** The roles that a project got. A role is checked when it is called; nothing is fetched. */
public final class LockedRoles implements SharedRoles {

  private static final String GET = "run 'runbook get'";

  private final ProjectFolder projectFolder;
  private final ProjectFile project;
  private final Map<String, RoleWish> wishes = new LinkedHashMap<>();
  private final Map<String, LockedRole> locked;

  /** What is wrong with a role, so that its files are read once. */
  private final Map<String, Optional<Problem>> objections = new HashMap<>();

  private LockedRoles(
      ProjectFolder projectFolder, ProjectFile project, Map<String, LockedRole> locked) {
    this.projectFolder = projectFolder;
    this.project = project;
    this.locked = locked;
    project.roles().forEach(this::add);
  }

  /** Adds a wish, and those of a folder that it names. */
  private void add(RoleWish wish) {
    if (wishes.putIfAbsent(wish.name(), wish) == null
        && wish.origin() instanceof FolderOrigin(Path path)
        && Files.exists(path.resolve(ProjectFolder.FILE))) {
      ProjectFileReader.read(path, new Problems()).roles().forEach(this::add);
    }
  }

  /** Returns the roles for a playbook in a folder. */
  public static SharedRoles of(Path folder, Problems problems) {
    var projectFolder = ProjectFolder.around(folder);
    if (projectFolder.isEmpty()) {
      return SharedRoles.NONE;
    }
    var found = new Problems();
    var project = ProjectFileReader.read(projectFolder.get().root(), found);
    var locked = LockFile.read(projectFolder.get().lock(), found);
    problems.addAll(found);
    return found.none()
        ? new LockedRoles(projectFolder.get(), project, locked)
        : SharedRoles.UNREADABLE;
  }

  @Override
  public Set<String> names() {
    var names = new TreeSet<>(wishes.keySet());
    names.addAll(locked.keySet());
    return names;
  }

  @Override
  public boolean has(String name) {
    return names().contains(name);
  }

  @Override
  public Optional<Path> folder(String name, Position at, Problems problems) {
    var wish = Optional.ofNullable(wishes.get(name));
    if (wish.isPresent() && wish.get().origin() instanceof FolderOrigin(Path path)) {
      if (!SharedRoles.isRole(path)) {
        problems.add(
            wish.get().at(), "'%s' is not a role".formatted(path), "give the folder of the role");
        return Optional.empty();
      }
      return Optional.of(path);
    }
    var role = Optional.ofNullable(locked.get(name));
    var objection = objections.computeIfAbsent(name, _ -> objection(name, wish, role, at));
    objection.ifPresent(problems::add);
    return objection.isPresent() ? Optional.empty() : role.map(projectFolder.store()::place);
  }

  private Optional<Problem> objection(
      String name, Optional<RoleWish> wish, Optional<LockedRole> role, Position call) {
    var at = wish.map(RoleWish::at).orElse(call);
    if (role.isEmpty()) {
      return problem(at, "the role '%s' has not been got yet".formatted(name), GET);
    }
    if (wish.isPresent()
        && !(wish.get().origin().equals(role.get().origin())
            && wish.get().range().includes(role.get().version()))) {
      return problem(
          at,
          "runbook.lock has %s %s from %s, which is not what is asked for here"
              .formatted(name, role.get().version(), role.get().origin()),
          GET);
    }
    if (!project.trust().isEmpty()
        && project.trust().stream()
            .noneMatch(key -> role.get().signer().equals(Optional.of(key.fingerprint())))) {
      return problem(
          at,
          "no key that is trusted now has signed %s %s".formatted(name, role.get().version()),
          GET + " to check it, or take another version");
    }
    return altered(role.get(), at);
  }

  private Optional<Problem> altered(LockedRole role, Position at) {
    var place = projectFolder.store().place(role);
    try {
      return switch (projectFolder.store().state(role)) {
        case INTACT -> Optional.empty();
        case MISSING ->
            problem(
                at,
                "%s %s is in runbook.lock, but not in %s"
                    .formatted(role.name(), role.version(), place),
                GET);
        case ALTERED ->
            problem(
                at,
                "%s %s is not as it was got: %s in %s"
                    .formatted(
                        role.name(), role.version(), projectFolder.store().changes(role), place),
                GET + " to put it back; to change a role, change it where it comes from");
      };
    } catch (IOException e) {
      return problem(at, "cannot read %s: %s".formatted(place, e), "check its permissions");
    }
  }

  private static Optional<Problem> problem(Position at, String message, String hint) {
    return Optional.of(new Problem(at, message, hint));
  }
}
