package runbook.modules.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runbook.module.Difference;
import runbook.module.param.Content;
import runbook.module.param.HostPath;
import runbook.modules.file.FileState.Absent;
import runbook.modules.file.FileState.Link;
import runbook.modules.file.FileState.Regular;

/** What a user is shown of a change of a file. */
final class FileDifferences {

  private FileDifferences() {}

  static List<Difference> of(HostPath path, FileState from, FileState to) {
    var differences = new ArrayList<Difference>();
    if (!kind(from).equals(kind(to)) || to.thing() instanceof Link) {
      differences.add(new Difference.Value(path.path(), brief(from), brief(to)));
    } else {
      from.access()
          .ifPresent(access -> access(path, access, to.access().orElseThrow(), differences));
    }
    if (to.thing() instanceof Regular(var _, var after, boolean _)
        && !content(from).equals(after)
        && (from.thing() instanceof Regular || after.orElseThrow().size() != 0)) {
      differences.add(content(path, from, after.orElseThrow()));
    }
    return List.copyOf(differences);
  }

  private static void access(HostPath path, Access from, Access to, List<Difference> differences) {
    value("mode of " + path, from.mode(), to.mode()).ifPresent(differences::add);
    value("owner of " + path, from.user(), to.user()).ifPresent(differences::add);
    value("group of " + path, from.group(), to.group()).ifPresent(differences::add);
  }

  private static Optional<Difference> value(String what, Object from, Object to) {
    return from.equals(to)
        ? Optional.empty()
        : Optional.of(new Difference.Value(what, from.toString(), to.toString()));
  }

  /** Line by line when both texts are at hand. */
  private static Difference content(HostPath path, FileState from, Content after) {
    var before =
        from.thing() instanceof Regular
            ? content(from).flatMap(FileDifferences::text)
            : Optional.of("");
    var text = text(after);
    return before.isPresent() && text.isPresent()
        ? new Difference.Text(path.path(), before.get(), text.get())
        : new Difference.Value(
            "content of " + path,
            content(from).map(Content::toString).orElse("none to be read"),
            after.toString());
  }

  private static Optional<Content> content(FileState state) {
    return state.thing() instanceof Regular(var _, var content, boolean _)
        ? content
        : Optional.empty();
  }

  private static Optional<String> text(Content content) {
    return content.text(FileQuery.LONGEST_TEXT);
  }

  private static String kind(FileState state) {
    return state.thing().getClass().getSimpleName();
  }

  private static String brief(FileState state) {
    return switch (state.thing()) {
      case Absent _, Link _ -> state.toString();
      case Regular(Access access, var _, boolean _) -> "a file (" + access + ")";
      default -> state.toString();
    };
  }
}
