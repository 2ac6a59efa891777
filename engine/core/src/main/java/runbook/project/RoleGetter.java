package runbook.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import runbook.playbook.SharedRoles;
import runbook.project.RoleOrigin.GitOrigin;
import runbook.text.Problems;

/** Gets the roles that a project asks for, and notes them in {@code runbook.lock}. */
public final class RoleGetter {

  private final ProjectFolder projectFolder;
  private final Problems problems;

  public RoleGetter(ProjectFolder projectFolder, Problems problems) {
    this.projectFolder = projectFolder;
    this.problems = problems;
  }

  /** A role with its files, if they must be put in place. */
  private record RoleToPut(LockedRole role, Optional<List<GitFile>> files) {}

  /**
   * Gets the roles.
   *
   * @param update whether roles may leave the versions in {@code runbook.lock}
   * @param names the roles that may; all if there are none
   * @return a line for each role; empty if there is a problem
   */
  public Optional<List<String>> get(boolean update, Set<String> names)
      throws GetFailure, IOException, InterruptedException {
    var project = ProjectFileReader.read(projectFolder.root(), problems);
    var locked = LockFile.read(projectFolder.lock(), problems);
    for (var name : names) {
      if (!locked.containsKey(name)) {
        problems.add(
            new runbook.text.Source(projectFolder.lock().toString(), "").whole(),
            "there is no role '%s' to update".formatted(name),
            runbook.text.Suggestion.hint(name, locked.keySet()));
      }
    }
    if (!problems.none()) {
      return Optional.empty();
    }
    var movable = !update ? Set.<String>of() : names.isEmpty() ? locked.keySet() : names;
    var workFolder = Files.createTempDirectory("runbook-get");
    try {
      var catalogue =
          RoleCatalogue.of(projectFolder.store(), locked, movable, workFolder, problems);
      return get(project, catalogue, workFolder);
    } finally {
      remove(workFolder);
    }
  }

  private Optional<List<String>> get(ProjectFile project, RoleCatalogue catalogue, Path workFolder)
      throws GetFailure, IOException, InterruptedException {
    var wants =
        project.roles().stream().map(wish -> new RoleWant(wish, ProjectFolder.FILE)).toList();
    var chosen = new VersionSolver(catalogue).solve(wants);
    if (!problems.none()) {
      return Optional.empty();
    }
    var verifier = SignatureVerifier.of(project.trust(), workFolder.resolve("allowed_signers"));
    var found = new ArrayList<RoleToPut>();
    for (var role : chosen.values()) {
      if (role.wish().origin() instanceof GitOrigin origin) {
        found.add(toPut(role, origin, project.trust(), verifier, catalogue));
      }
    }
    // Only now, so that a refused role changes nothing.
    for (var one : found) {
      if (one.files().isPresent()) {
        catalogue.roleStore().put(one.role(), one.files().get());
      }
    }
    var roles = found.stream().map(RoleToPut::role).toList();
    write(LockFile.text(roles));
    return Optional.of(lines(roles, catalogue.locked()));
  }

  private static RoleToPut toPut(
      ChosenRole role,
      GitOrigin origin,
      List<TrustedKey> trust,
      SignatureVerifier verifier,
      RoleCatalogue catalogue)
      throws GetFailure, InterruptedException {
    var inPlace = catalogue.intact(role);
    if (inPlace.isPresent() && (trust.isEmpty() || isSigned(inPlace.get(), trust))) {
      return new RoleToPut(inPlace.get(), Optional.empty());
    }
    var wish = role.wish();
    var version = role.version().orElseThrow();
    var tag = catalogue.fetched(role);
    var source = catalogue.source(origin, wish);
    var signer =
        trust.isEmpty()
            ? Optional.<String>empty()
            : Optional.of(verifier.verify(source, tag, version, wish));
    var files = source.files(tag, origin.folder(), wish.at());
    if (files.stream().noneMatch(file -> SharedRoles.isPart(file.path()))) {
      throw GetFailure.refused(
          wish.at(),
          "%s (%s of %s) is not a role: it has no tasks, handlers, defaults, vars, files or templates"
              .formatted(role, tag.name(), origin),
          "if the role is in a folder of the repository, name it with 'folder'");
    }
    var digest = FileList.of(files).digest();
    var expected = catalogue.expectedDigest(role);
    if (expected.isPresent() && !expected.get().equals(digest)) {
      throw GetFailure.refused(
          wish.at(),
          "the files of %s do not have the digest that runbook.lock names".formatted(role),
          "take runbook.lock from the repository again; it was changed by hand");
    }
    return new RoleToPut(
        new LockedRole(wish.name(), origin, version, tag.commit(), digest, signer),
        Optional.of(files));
  }

  private static boolean isSigned(LockedRole role, List<TrustedKey> trust) {
    return trust.stream().anyMatch(key -> role.signer().equals(Optional.of(key.fingerprint())));
  }

  private void write(String text) throws IOException {
    var file = projectFolder.lock();
    if (Files.exists(file) && Files.readString(file).equals(text)) {
      return;
    }
    var fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(fresh, text);
    Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }

  private static List<String> lines(List<LockedRole> roles, Map<String, LockedRole> before) {
    var lines = new TreeMap<String, String>();
    for (var role : roles) {
      var old = Optional.ofNullable(before.get(role.name()));
      var version =
          old.filter(one -> !one.version().equals(role.version()))
              .map(one -> one.version() + " → " + role.version())
              .orElse(role.version().toString());
      lines.put(
          role.name(),
          "%s %s from %s%s"
              .formatted(role.name(), version, role.origin(), old.isEmpty() ? " (new)" : ""));
    }
    before.keySet().stream()
        .filter(name -> !lines.containsKey(name))
        .forEach(name -> lines.put(name, name + " is no longer used"));
    return List.copyOf(lines.values());
  }

  private static void remove(Path top) throws IOException {
    try (var paths = Files.walk(top)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
