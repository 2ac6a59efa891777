package runbook.project;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.semver4j.Semver;
import runbook.project.RoleOrigin.GitOrigin;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.yaml.Node;
import runbook.yaml.YamlReader;

/** Reads and writes {@code runbook.lock}, the roles that a project got. */
final class LockFile {

  private static final List<String> KEYS =
      List.of("from", "folder", "version", "commit", "digest", "signer");
  private static final String HINT =
      "take it from the repository again, or remove it and run 'runbook get'";

  private LockFile() {}

  /** Returns the roles by name; there are none if there is no file. */
  static NavigableMap<String, LockedRole> read(Path file, Problems problems) {
    var roles = new TreeMap<String, LockedRole>();
    if (Files.exists(file)) {
      Source.read(file, file.toString(), problems)
          .flatMap(source -> YamlReader.read(source, problems))
          .filter(node -> !node.isEmpty())
          .flatMap(node -> FieldReader.of(node, "runbook.lock", List.of("roles"), problems))
          .flatMap(fieldReader -> fieldReader.map().get("roles"))
          .ifPresent(node -> read(node, roles, problems));
    }
    return roles;
  }

  private static void read(Node node, NavigableMap<String, LockedRole> roles, Problems problems) {
    if (!(node instanceof Node.Mapping map)) {
      problems.add(node.at(), "'roles' must be a map", HINT);
      return;
    }
    for (var entry : map.entries()) {
      var role =
          FieldReader.of(entry.value(), "a role", KEYS, problems)
              .flatMap(fieldReader -> role(entry.key().raw(), fieldReader));
      if (role.isEmpty()) {
        problems.add(entry.key().at(), "this is not what 'runbook get' wrote for a role", HINT);
      } else {
        roles.put(role.get().name(), role.get());
      }
    }
  }

  private static Optional<LockedRole> role(String name, FieldReader fieldReader) {
    var from = fieldReader.text("from").map(Node.Scalar::raw);
    var version = fieldReader.text("version").map(text -> Semver.parse(text.raw()));
    var commit = fieldReader.text("commit").map(Node.Scalar::raw);
    var digest = fieldReader.text("digest").map(Node.Scalar::raw);
    // A name is also that of a folder, which must be where it seems to be.
    if (!ProjectFileReader.isName(name)
        || from.isEmpty()
        || version.isEmpty()
        || commit.isEmpty()
        || digest.isEmpty()) {
      return Optional.empty();
    }
    var folder = fieldReader.text("folder").map(Node.Scalar::raw).orElse("");
    return Optional.of(
        new LockedRole(
            name,
            new GitOrigin(from.get(), folder),
            version.get(),
            commit.get(),
            digest.get(),
            fieldReader.text("signer").map(Node.Scalar::raw)));
  }

  /** Returns the text of the file: the same for the same roles, in whatever order they come. */
  static String text(Collection<LockedRole> roles) {
    var sorted = new TreeMap<String, LockedRole>();
    roles.forEach(role -> sorted.put(role.name(), role));
    var text = new StringBuilder("# 'runbook get' writes this file. Commit it; do not edit it.\n");
    text.append(sorted.isEmpty() ? "roles: {}\n" : "roles:\n");
    sorted.values().forEach(role -> append(role, text));
    return text.toString();
  }

  private static void append(LockedRole role, StringBuilder text) {
    text.append("  \"%s\":\n".formatted(role.name()));
    line("from", role.origin().from(), text);
    if (!role.origin().folder().isEmpty()) {
      line("folder", role.origin().folder(), text);
    }
    line("version", role.version().toString(), text);
    line("commit", role.commit(), text);
    line("digest", role.digest(), text);
    role.signer().ifPresent(signer -> line("signer", signer, text));
  }

  private static void line(String key, String value, StringBuilder text) {
    // Quotes: a version or a commit can look like a number.
    text.append(
        "    %s: \"%s\"\n".formatted(key, value.replace("\\", "\\\\").replace("\"", "\\\"")));
  }
}
