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
import runbook.digest.FileDigestCache;
import runbook.knowledge.Invalid;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Known;
import runbook.module.param.FileContent;
import runbook.module.param.LocalFolder;
import runbook.playbook.FileSearchPath;
import runbook.text.Problem;
import runbook.text.Problems;
import runbook.value.TemplateFile;
import runbook.yaml.Node;

/**
 * The files next to a playbook and in its roles. Each is searched for, read and hashed once for all
 * hosts.
 */
final class ControllerFiles {

  private static final String FOREIGN = "it is not UTF-8";

  private final Map<Path, Knowledge<FileContent>> files = new ConcurrentHashMap<>();
  private final Map<Path, Knowledge<TemplateFile>> templates = new ConcurrentHashMap<>();

  /** Reads a file. */
  private interface FileLoader<T> {
    T read(Path file) throws IOException;
  }

  Knowledge<FileContent> file(Node.Scalar name, FileSearchPath fileSearchPath, Problems problems) {
    return find(name, "files", FileOrFolder.FILE, fileSearchPath, problems)
        .flatMap(f -> held(f, files, FileDigestCache::content, name, problems));
  }

  Knowledge<LocalFolder> folder(
      Node.Scalar name, FileSearchPath fileSearchPath, Problems problems) {
    return find(name, "files", FileOrFolder.FOLDER, fileSearchPath, problems)
        .map(f -> new Folder(name.value().toString(), f, files));
  }

  /** A folder whose files are read on first use. */
  private record Folder(String name, Path path, Map<Path, Knowledge<FileContent>> files)
      implements LocalFolder {

    @Override
    public Optional<FileContent> file(String name) throws IOException {
      var file = path.resolve(name);
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      var content = files.computeIfAbsent(file, f -> read(f, FileDigestCache::content));
      if (content instanceof Invalid(String fault)) {
        throw new IOException("cannot read '" + file + "': " + fault);
      }
      return content.known();
    }
  }

  Knowledge<TemplateFile> template(
      Node.Scalar name, FileSearchPath fileSearchPath, Problems problems) {
    return find(name, "templates", FileOrFolder.FILE, fileSearchPath, problems)
        .flatMap(f ->
            held(f, templates, file -> TemplateFile.read(file, file.toString()), name, problems));
  }

  private static Knowledge<Path> find(
      Node.Scalar name,
      String shelf,
      FileOrFolder fileOrFolder,
      FileSearchPath fileSearchPath,
      Problems problems) {
    var text = name.value().toString();
    if (text.indexOf('\0') >= 0 || text.isBlank()) {
      problems.add(name.at(), "this is not the name of a " + fileOrFolder.noun());
      return Invalid.reported();
    }
    var places =
        Path.of(text).isAbsolute()
            ? List.of(text)
            : List.of(shelf + "/" + text, text, "../" + shelf + "/" + text);
    var all =
        fileSearchPath.folders().stream()
            .flatMap(folder -> places.stream().map(place -> folder.resolve(place).normalize()))
            .toList();
    var found = all.stream().filter(fileOrFolder::is).findFirst();
    if (found.isEmpty()) {
      boolean isOther = all.stream().anyMatch(fileOrFolder.other()::is);
      problems.add(
          new Problem(
              name.at(),
              isOther
                  ? "'%s' is a %s".formatted(text, fileOrFolder.other().noun())
                  : "there is no %s '%s'".formatted(fileOrFolder.noun(), text),
              isOther ? fileOrFolder.instead() : looked(places, fileSearchPath)));
    }
    return found.<Knowledge<Path>>map(Known::new).orElseGet(Invalid::reported);
  }

  private static String looked(List<String> places, FileSearchPath fileSearchPath) {
    var looked =
        "looked for " + places.stream().map(p -> "'" + p + "'").collect(Collectors.joining(", "));
    if (places.size() == 1) {
      return looked;
    }
    return fileSearchPath
        .role()
        .map(role ->
            "%s in the role '%s', next to the playbook and next to the roles"
                .formatted(looked, role.name()))
        .orElse(looked + " next to the playbook");
  }

  private static <T> Knowledge<T> held(
      Path file,
      Map<Path, Knowledge<T>> cache,
      FileLoader<T> fileLoader,
      Node.Scalar name,
      Problems problems) {
    var held = cache.computeIfAbsent(file, f -> read(f, fileLoader));
    if (held instanceof Invalid(String fault)) {
      problems.add(
          name.at(),
          "cannot read '" + name.value() + "': " + fault,
          fault.equals(FOREIGN) ? "save the file as UTF-8" : "");
    }
    return held;
  }

  private static <T> Knowledge<T> read(Path file, FileLoader<T> fileLoader) {
    try {
      return new Known<>(fileLoader.read(file));
    } catch (CharacterCodingException e) {
      return new Invalid<>(FOREIGN);
    } catch (java.nio.file.AccessDeniedException e) {
      return new Invalid<>("permission denied");
    } catch (IOException e) {
      return new Invalid<>(e.toString());
    }
  }
}
