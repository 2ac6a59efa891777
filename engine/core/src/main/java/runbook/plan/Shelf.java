package runbook.plan;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import runbook.digest.Digests;
import runbook.module.param.Content;
import runbook.module.param.LocalFolder;
import runbook.playbook.Home;
import runbook.text.Problem;
import runbook.text.Problems;
import runbook.value.TemplateFile;
import runbook.yaml.Node;

/**
 * The files beside a playbook and in its roles: each is found, read and hashed once, whatever the
 * hosts.
 */
final class Shelf {

  private static final String FOREIGN = "it is not UTF-8";

  private final Map<Path, Held<Content>> files = new ConcurrentHashMap<>();
  private final Map<Path, Held<TemplateFile>> templates = new ConcurrentHashMap<>();

  /** What a file holds, or why it cannot be read. */
  private record Held<T>(Optional<T> content, String fault) {}

  /** Reads a file. */
  private interface Reading<T> {
    T read(Path file) throws IOException;
  }

  Optional<Content> file(Node.Scalar name, Home home, Problems problems) {
    return find(name, "files", Kind.FILE, home, problems)
        .flatMap(f -> held(f, files, Digests::content, name, problems));
  }

  Optional<LocalFolder> folder(Node.Scalar name, Home home, Problems problems) {
    return find(name, "files", Kind.FOLDER, home, problems)
        .map(f -> new Folder(name.value().toString(), f, files));
  }

  /** A folder, whose files are read when they are asked for. */
  private record Folder(String name, Path path, Map<Path, Held<Content>> files)
      implements LocalFolder {

    @Override
    public Optional<Content> file(String name) throws IOException {
      var file = path.resolve(name);
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      var held = files.computeIfAbsent(file, f -> read(f, Digests::content));
      if (held.content().isEmpty()) {
        throw new IOException("cannot read '" + file + "': " + held.fault());
      }
      return held.content();
    }
  }

  Optional<TemplateFile> template(Node.Scalar name, Home home, Problems problems) {
    return find(name, "templates", Kind.FILE, home, problems)
        .flatMap(f ->
            held(f, templates, file -> TemplateFile.read(file, file.toString()), name, problems));
  }

  private static Optional<Path> find(
      Node.Scalar name, String shelf, Kind kind, Home home, Problems problems) {
    var text = name.value().toString();
    if (text.indexOf('\0') >= 0 || text.isBlank()) {
      problems.add(name.at(), "this is not the name of a " + kind.noun());
      return Optional.empty();
    }
    var places =
        Path.of(text).isAbsolute()
            ? List.of(text)
            : List.of(shelf + "/" + text, text, "../" + shelf + "/" + text);
    var all =
        home.folders().stream()
            .flatMap(folder -> places.stream().map(place -> folder.resolve(place).normalize()))
            .toList();
    var found = all.stream().filter(kind::is).findFirst();
    if (found.isEmpty()) {
      boolean isOther = all.stream().anyMatch(kind.other()::is);
      problems.add(
          new Problem(
              name.at(),
              isOther
                  ? "'%s' is a %s".formatted(text, kind.other().noun())
                  : "there is no %s '%s'".formatted(kind.noun(), text),
              isOther ? kind.instead() : looked(places, home)));
    }
    return found;
  }

  private static String looked(List<String> places, Home home) {
    var looked =
        "looked for " + places.stream().map(p -> "'" + p + "'").collect(Collectors.joining(", "));
    if (places.size() == 1) {
      return looked;
    }
    return home.role()
        .map(role ->
            "%s in the role '%s', beside the playbook and beside the roles"
                .formatted(looked, role.name()))
        .orElse(looked + " beside the playbook");
  }

  private static <T> Optional<T> held(
      Path file,
      Map<Path, Held<T>> cache,
      Reading<T> reading,
      Node.Scalar name,
      Problems problems) {
    var held = cache.computeIfAbsent(file, f -> read(f, reading));
    if (held.content().isEmpty()) {
      problems.add(
          name.at(),
          "cannot read '" + name.value() + "': " + held.fault(),
          held.fault().equals(FOREIGN) ? "save the file as UTF-8" : "");
    }
    return held.content();
  }

  private static <T> Held<T> read(Path file, Reading<T> reading) {
    try {
      return new Held<>(Optional.of(reading.read(file)), "");
    } catch (CharacterCodingException e) {
      return new Held<>(Optional.empty(), FOREIGN);
    } catch (java.nio.file.AccessDeniedException e) {
      return new Held<>(Optional.empty(), "permission denied");
    } catch (IOException e) {
      return new Held<>(Optional.empty(), e.toString());
    }
  }
}
