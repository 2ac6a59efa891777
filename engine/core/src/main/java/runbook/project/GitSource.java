package runbook.project;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.semver4j.Semver;
import runbook.project.GitProgram.GitResult;
import runbook.text.Position;

/** A Git repository with tags for versions. Only the tags that are needed are fetched. */
final class GitSource {

  private static final byte[] NOTHING = {};
  private static final String PEELED = "^{}";

  private final String url;
  private final Path repository;
  private final Set<String> fetched = new HashSet<>();
  private Optional<NavigableMap<Semver, GitTag>> tags = Optional.empty();

  /**
   * Creates the source.
   *
   * @param repository an existing empty folder for what is fetched
   */
  GitSource(String url, Path repository) {
    this.url = url;
    this.repository = repository;
  }

  Path repository() {
    return repository;
  }

  /** Returns the versions that the tags name, the highest first. */
  NavigableMap<Semver, GitTag> tags(Position at) throws GetFailure, InterruptedException {
    if (tags.isEmpty()) {
      var listed = git(at, "ls-remote", "--tags", "--", url);
      if (!listed.isDone()) {
        throw unreachable(at, listed);
      }
      tags = Optional.of(versions(listed.text()));
    }
    return tags.get();
  }

  private GetFailure unreachable(Position at, GitResult gitResult) {
    return GetFailure.unavailable(
        at,
        "cannot reach %s: %s".formatted(url, gitResult.reason()),
        "try 'git ls-remote %s'".formatted(url));
  }

  private static NavigableMap<Semver, GitTag> versions(String listed) {
    Map<String, String> objects = new HashMap<>();
    listed
        .lines()
        .map(line -> line.split("\trefs/tags/", 2))
        .filter(parts -> parts.length == 2)
        .forEach(parts -> objects.put(parts[1], parts[0]));
    var versions = new TreeMap<Semver, GitTag>(Comparator.reverseOrder());
    objects.forEach((name, object) ->
        version(name)
            .ifPresent(version ->
                versions.merge(
                    version,
                    new GitTag(name, object, objects.getOrDefault(name + PEELED, object)),
                    // Of v1.2.3 and 1.2.3, always the same one.
                    (one, other) -> one.name().startsWith("v") ? one : other)));
    return versions;
  }

  private static Optional<Semver> version(String tag) {
    var text = tag.startsWith("v") ? tag.substring(1) : tag;
    // Two versions that differ in their build are equal, so neither could be asked for.
    return Optional.ofNullable(Semver.parse(text))
        .filter(version -> version.getBuild().isEmpty() && version.getVersion().equals(text));
  }

  /** Fetches a tag, with its commit and files. */
  void fetch(GitTag tag, Position at) throws GetFailure, InterruptedException {
    if (fetched.isEmpty()) {
      git(at, "init", "--quiet", "--bare", ".");
    }
    if (fetched.add(tag.name())) {
      var ref = "+" + tag.ref() + ":" + tag.ref();
      var got = git(at, "fetch", "--quiet", "--no-tags", "--depth=1", "--", url, ref);
      if (!got.isDone()) {
        throw unreachable(at, got);
      }
      var object = git(at, "rev-parse", tag.ref()).text().strip();
      if (!object.equals(tag.object())) {
        throw GetFailure.unavailable(
            at,
            "the tag %s of %s changed just now".formatted(tag.name(), url),
            "repeat the command");
      }
    }
  }

  /** Returns the text of a commit or tag object. */
  String object(String type, String id, Position at) throws GetFailure, InterruptedException {
    return git(at, "cat-file", type, id).text();
  }

  /** Returns a text file of a commit, if it is there. */
  Optional<String> text(GitTag tag, String path, Position at)
      throws GetFailure, InterruptedException {
    var shown = git(at, "cat-file", "blob", tag.commit() + ":" + path);
    return shown.isDone() ? Optional.of(shown.text()) : Optional.empty();
  }

  /** Returns the files of a folder in a commit. */
  List<GitFile> files(GitTag tag, String folder, Position at)
      throws GetFailure, InterruptedException {
    var tree = tag.commit() + ":" + folder;
    var listed = git(at, "ls-tree", "-r", "-z", "-l", "--full-tree", tree);
    if (!listed.isDone()) {
      throw GetFailure.refused(
          at,
          "there is no folder '%s' in %s of %s".formatted(folder, tag.name(), url),
          "correct 'folder', or the version");
    }
    var entries = new TreeEntries(url, tag, at).read(listed.text());
    var ids = new StringBuilder();
    entries.forEach(entry -> ids.append(entry.id()).append('\n'));
    var contents =
        GitProgram.run(
            repository,
            at,
            List.of("cat-file", "--batch"),
            ids.toString().getBytes(StandardCharsets.US_ASCII));
    return files(entries, contents.out());
  }

  /** Reads the output of {@code cat-file --batch}: a line with the size, the content, a newline. */
  private static List<GitFile> files(List<TreeEntries.TreeEntry> entries, byte[] out) {
    var files = new ArrayList<GitFile>();
    int from = 0;
    for (var entry : entries) {
      while (out[from] != '\n') {
        from++;
      }
      int to = from + 1 + entry.size();
      files.add(
          new GitFile(
              entry.path(), entry.isExecutable(), java.util.Arrays.copyOfRange(out, from + 1, to)));
      from = to + 1;
    }
    return files;
  }

  private GitResult git(Position at, String... arguments) throws GetFailure, InterruptedException {
    return GitProgram.run(repository, at, List.of(arguments), NOTHING);
  }
}
