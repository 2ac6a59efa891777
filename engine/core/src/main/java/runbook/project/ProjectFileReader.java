package runbook.project;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import runbook.project.RoleOrigin.GitOrigin;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.yaml.Node;
import runbook.yaml.YamlReader;

/** Reads a {@code runbook.yml}. */
final class ProjectFileReader {

  private static final List<String> KEYS = List.of("roles", "trust");
  private static final List<String> ROLE_KEYS = List.of("from", "version", "name", "folder");
  private static final String ROLE_EXAMPLE =
      "write roles: [{from: git+https://example.org/web.git, version: ^1.2}]";

  /** A name is also that of a folder. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");

  private static final Pattern LAST_PART = Pattern.compile("([^/:]+?)(?:\\.git)?/*$");
  private static final Pattern FOLDER =
      Pattern.compile("(?!\\.\\.?(?:/|$))[^/:]+(?:/(?!\\.\\.?(?:/|$))[^/:]+)*");

  private final OriginReader originReader;
  private final Problems problems;
  private final Map<String, Node> names = new HashMap<>();

  private ProjectFileReader(OriginReader originReader, Problems problems) {
    this.originReader = originReader;
    this.problems = problems;
  }

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Reads the file of the project in a folder, if it has one. */
  static ProjectFile read(Path folder, Problems problems) {
    var file = folder.resolve(ProjectFolder.FILE);
    return Source.read(file, file.toString(), problems)
        .map(source -> read(source, Optional.of(folder), problems))
        .orElse(ProjectFile.EMPTY);
  }

  /**
   * Reads a source.
   *
   * @param folder the folder from which paths go; a role that was fetched has none
   */
  static ProjectFile read(Source source, Optional<Path> folder, Problems problems) {
    return YamlReader.read(source, problems)
        .filter(node -> !node.isEmpty())
        .flatMap(node -> FieldReader.of(node, ProjectFolder.FILE, KEYS, problems))
        .map(new ProjectFileReader(new OriginReader(folder, problems), problems)::file)
        .orElse(ProjectFile.EMPTY);
  }

  private ProjectFile file(FieldReader fieldReader) {
    var wishes = new ArrayList<RoleWish>();
    for (var node : fieldReader.list("roles", ROLE_EXAMPLE)) {
      FieldReader.of(node, "a role", ROLE_KEYS, problems)
          .flatMap(this::wish)
          .ifPresent(wishes::add);
    }
    var trust = new ArrayList<TrustedKey>();
    for (var node : fieldReader.list("trust", TrustedKey.EXAMPLE)) {
      TrustedKey.read(node, problems).ifPresent(trust::add);
    }
    return new ProjectFile(List.copyOf(wishes), List.copyOf(trust));
  }

  private Optional<RoleWish> wish(FieldReader fieldReader) {
    var from = fieldReader.neededText("from", ROLE_EXAMPLE);
    var range = fieldReader.text("version").flatMap(this::range);
    var folder = fieldReader.text("folder").flatMap(this::folder);
    var origin = from.flatMap(scalar -> originReader.origin(scalar, folder));
    if (origin.isEmpty()) {
      return Optional.empty();
    }
    if (!(origin.get() instanceof GitOrigin)) {
      for (var key : List.of("version", "folder")) {
        fieldReader
            .text(key)
            .ifPresent(scalar ->
                problems.add(
                    scalar.at(),
                    "a role that is a folder here has no '%s'".formatted(key),
                    "remove it; the folder is used as it is"));
      }
    }
    return name(fieldReader, from.get(), folder)
        .map(name ->
            new RoleWish(name, from.get().at(), origin.get(), range.orElse(VersionRange.ANY)));
  }

  private Optional<VersionRange> range(Node.Scalar scalar) {
    var range = VersionRange.of(scalar.raw().strip());
    if (range.isEmpty()) {
      problems.add(
          scalar.at(),
          "'%s' is not a range of versions".formatted(scalar.raw()),
          VersionRange.EXAMPLES);
    }
    return range;
  }

  private Optional<String> folder(Node.Scalar scalar) {
    if (FOLDER.matcher(scalar.raw()).matches()) {
      return Optional.of(scalar.raw());
    }
    problems.add(
        scalar.at(),
        "'%s' is not a folder of a repository".formatted(scalar.raw()),
        "write it from the top of the repository, as in roles/web");
    return Optional.empty();
  }

  private Optional<String> name(
      FieldReader fieldReader, Node.Scalar from, Optional<String> folder) {
    var written = fieldReader.text("name");
    var last = LAST_PART.matcher(folder.orElse(from.raw()));
    var name = written.map(Node.Scalar::raw).orElseGet(() -> last.find() ? last.group(1) : "");
    var node = written.orElse(from);
    if (!isName(name)) {
      problems.add(
          node.at(),
          "'%s' cannot be the name of a role".formatted(name),
          "give it a 'name' of letters, digits, '_', '-' and '.'");
      return Optional.empty();
    }
    var first = names.putIfAbsent(name, node);
    if (first != null) {
      problems.add(
          node.at(),
          "the role '%s' is already in line %d".formatted(name, first.at().line()),
          "give one of them another 'name'");
      return Optional.empty();
    }
    return Optional.of(name);
  }
}
