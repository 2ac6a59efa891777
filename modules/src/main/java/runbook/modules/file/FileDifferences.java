package runbook.modules.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runbook.module.Difference;
import runbook.module.param.FileContent;
import runbook.module.param.HostPath;
import runbook.modules.file.FileState.Absent;
import runbook.modules.file.FileState.Link;
import runbook.modules.file.FileState.Regular;

/** The differences of a file that a user sees. */
final class FileDifferences {

  private static final String SECRET = "content not shown, because it comes from a secret";
  private static final String PRIVATE =
      "content not shown, because only the owner may read the old one";

  private FileDifferences() {}

  static List<Difference> of(HostPath path, FileState from, FileState to) {
    var differences = new ArrayList<Difference>();
    if (!kind(from).equals(kind(to)) || to.fileKind() instanceof Link) {
      differences.add(new Difference.ValueDifference(path.path(), brief(from), brief(to)));
    } else {
      from.access()
          .ifPresent(
              fileAccess -> access(path, fileAccess, to.access().orElseThrow(), differences));
    }
    if (to.fileKind() instanceof Regular(var _, var after, boolean _)
        && !content(from).equals(after)
        && (from.fileKind() instanceof Regular || after.orElseThrow().size() != 0)) {
      differences.add(content(path, from, after.orElseThrow()));
    }
    return List.copyOf(differences);
  }

  private static void access(
      HostPath path, FileAccess from, FileAccess to, List<Difference> differences) {
    value("mode of " + path, from.fileMode(), to.fileMode()).ifPresent(differences::add);
    value("owner of " + path, from.user(), to.user()).ifPresent(differences::add);
    value("group of " + path, from.group(), to.group()).ifPresent(differences::add);
  }

  private static Optional<Difference> value(String what, Object from, Object to) {
    return from.equals(to)
        ? Optional.empty()
        : Optional.of(new Difference.ValueDifference(what, from.toString(), to.toString()));
  }

  /**
   * Compares line by line if both texts are available, and nobody else is kept from reading them.
   */
  private static Difference content(HostPath path, FileState from, FileContent after) {
    if (after.isSecret()) {
      return new Difference.ValueDifference(path.path(), "", SECRET);
    }
    if (isPrivate(from)) {
      return new Difference.ValueDifference(path.path(), "", PRIVATE);
    }
    var before =
        from.fileKind() instanceof Regular
            ? content(from).flatMap(FileDifferences::text)
            : Optional.of("");
    var text = text(after);
    return before.isPresent() && text.isPresent()
        ? new Difference.TextDifference(path.path(), before.get(), text.get())
        : new Difference.ValueDifference(
            "content of " + path,
            content(from).map(FileContent::toString).orElse("not readable"),
            after.toString());
  }

  private static boolean isPrivate(FileState state) {
    return state.fileKind() instanceof Regular(FileAccess fileAccess, var _, boolean _)
        && (fileAccess.fileMode().bits() & 077) == 0;
  }

  private static Optional<FileContent> content(FileState state) {
    return state.fileKind() instanceof Regular(var _, var content, boolean _)
        ? content
        : Optional.empty();
  }

  private static Optional<String> text(FileContent fileContent) {
    return fileContent.text(FileQuery.LONGEST_TEXT);
  }

  private static String kind(FileState state) {
    return state.fileKind().getClass().getSimpleName();
  }

  private static String brief(FileState state) {
    return switch (state.fileKind()) {
      case Absent _, Link _ -> state.toString();
      case Regular(FileAccess fileAccess, var _, boolean _) -> "a file (" + fileAccess + ")";
      default -> state.toString();
    };
  }
}
