package runbook.modules.file;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import runbook.module.Fact;
import runbook.module.param.FileContent;
import runbook.module.param.HostPath;
import runbook.modules.file.FileState.Absent;
import runbook.modules.file.FileState.Directory;
import runbook.modules.file.FileState.Link;
import runbook.modules.file.FileState.Other;
import runbook.modules.file.FileState.Regular;

/** The text that {@link FileQuery} prints for a state; {@link FileStateReader} parses it. */
final class FileStateText {

  private FileStateText() {}

  static Optional<String> of(HostPath path, FileState state, Fact.Detail detail) {
    var around = state.fileSurroundings();
    var own = around.groups().getFirst();
    boolean inherits = !around.group().equals(own);
    var all = around.groups().stream().map(FileStateText::named);
    var linked = around.folder().filter(folder -> !folder.equals(path.parent()));
    var text =
        "uid=%s gid=%s groups=%s\n%s\n%s\n%s\n"
            .formatted(
                named(around.user()),
                named(own),
                all.collect(Collectors.joining(",")),
                around.parentState().name().toLowerCase(Locale.ROOT),
                linked.map(HostPath::path).orElse(""),
                inherits ? idAndName(around.group()) : "");
    return kind(state, detail).map(kind -> text + kind);
  }

  private static Optional<String> kind(FileState state, Fact.Detail detail) {
    var around = state.fileSurroundings();
    return switch (state.fileKind()) {
      case Absent _ -> Optional.of("absent\n");
      case Directory(FileAccess fileAccess, boolean _) -> access('d', fileAccess);
      case Regular(FileAccess fileAccess, var content, boolean _) ->
          content
              .flatMap(bytes -> contentText(bytes, detail))
              .flatMap(bytes -> access('-', fileAccess).map(line -> line + bytes));
      case Link(String target, boolean fresh) when fresh ->
          Optional.of(
              "lrwxrwxrwx %s\n%s\n".formatted(owners(around.user(), around.group()), target));
      // The access of a link is not part of its state.
      case Link _, Other _ -> Optional.empty();
    };
  }

  private static String owners(FileOwner user, FileOwner group) {
    return "%s %s %s %s".formatted(user.id(), group.id(), user.name(), group.name());
  }

  private static Optional<String> access(char kind, FileAccess fileAccess) {
    var user = fileAccess.user();
    var group = fileAccess.group();
    return user.id().isEmpty() || group.id().isEmpty()
        ? Optional.empty()
        : Optional.of(kind + letters(fileAccess) + " " + owners(user, group) + "\n");
  }

  private static Optional<String> contentText(FileContent content, Fact.Detail detail) {
    if (detail == Fact.Detail.TEXT && content.size() <= FileQuery.LONGEST_TEXT) {
      return content
          .text(FileQuery.LONGEST_TEXT)
          .filter(text -> text.indexOf(0) < 0)
          .map(text -> "fetched %d\n%s".formatted(content.size(), text));
    }
    return content.size() < 0
        ? Optional.empty()
        : Optional.of("%s %d\n".formatted(content.sha256(), content.size()));
  }

  /** Returns the mode as {@code ls} prints it, such as {@code rwxr-sr-t}. */
  private static String letters(FileAccess fileAccess) {
    int bits = fileAccess.fileMode().bits();
    var letters = new StringBuilder();
    for (int i = 0; i < 9; i++) {
      letters.append((bits >> (8 - i) & 1) == 1 ? "rwx".charAt(i % 3) : '-');
    }
    special(letters, 2, (bits & 04000) != 0, 's');
    special(letters, 5, (bits & 02000) != 0, 's');
    special(letters, 8, (bits & 01000) != 0, 't');
    return letters.toString();
  }

  private static void special(StringBuilder letters, int at, boolean isSet, char letter) {
    if (isSet) {
      letters.setCharAt(at, letters.charAt(at) == 'x' ? letter : Character.toUpperCase(letter));
    }
  }

  private static String named(FileOwner owner) {
    return owner.name().equals(owner.id())
        ? owner.id()
        : "%s(%s)".formatted(owner.id(), owner.name());
  }

  private static String idAndName(FileOwner group) {
    return group.id() + " " + group.name();
  }
}
