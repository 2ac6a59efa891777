package runbook.modules.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import runbook.module.ScriptOutput;
import runbook.module.Unreadable;
import runbook.module.param.FileContent;
import runbook.module.param.FileMode;
import runbook.module.param.HostPath;
import runbook.modules.file.FileState.Absent;
import runbook.modules.file.FileState.Directory;
import runbook.modules.file.FileState.FileKind;
import runbook.modules.file.FileState.Link;
import runbook.modules.file.FileState.Other;
import runbook.modules.file.FileState.Regular;
import runbook.modules.file.FileSurroundings.ParentState;

/** Parses the output of {@link FileQuery}. */
final class FileStateReader {

  private static final Pattern ID =
      Pattern.compile(
          "uid=(\\d+)(?:\\(([^)]*)\\))? gid=(\\d+)(?:\\(([^)]*)\\))?(?: groups=(\\S*))?.*");
  private static final Pattern GROUP = Pattern.compile("(\\d+)(?:\\(([^)]*)\\))?");

  private final byte[] bytes;
  private int at;

  private FileStateReader(byte[] bytes) {
    this.bytes = bytes;
  }

  static FileState read(ScriptOutput scriptOutput) throws Unreadable {
    if (scriptOutput.exit() != 0) {
      throw new Unreadable(
          scriptOutput.text().lines().reduce((first, last) -> last).orElse("no reason given"));
    }
    return new FileStateReader(scriptOutput.bytes()).state();
  }

  private FileState state() throws Unreadable {
    var id = match(ID, line());
    var user = owner(id.group(1), id.group(2));
    var parentState = parentState(line());
    var folder = folder(line());
    var inherited = line().split(" ", 2);
    var own = owner(id.group(3), id.group(4));
    var group = inherited.length == 2 ? new FileOwner(inherited[1], inherited[0]) : own;
    var fileSurroundings =
        new FileSurroundings(user, group, parentState, groups(own, id.group(5)), folder);
    return new FileState(fileSurroundings, fileKind());
  }

  private static ParentState parentState(String word) throws Unreadable {
    try {
      return ParentState.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw strange(word);
    }
  }

  private static Optional<HostPath> folder(String path) throws Unreadable {
    if (!path.isEmpty() && (!path.startsWith("/") || path.indexOf(0) >= 0)) {
      throw strange(path);
    }
    return path.isEmpty() ? Optional.empty() : Optional.of(new HostPath(path));
  }

  private static List<FileOwner> groups(FileOwner own, String others) {
    var groups = new ArrayList<>(List.of(own));
    GROUP
        .matcher(Optional.ofNullable(others).orElse(""))
        .results()
        .map(g -> owner(g.group(1), g.group(2)))
        .filter(g -> !g.equals(own))
        .forEach(groups::add);
    return groups;
  }

  private static FileOwner owner(String id, String name) {
    return new FileOwner(Optional.ofNullable(name).orElse(id), id);
  }

  private FileKind fileKind() throws Unreadable {
    var line = line();
    if (line.equals("absent")) {
      return new Absent();
    }
    var fields = line.split(" ", 5);
    if (fields.length != 5) {
      throw strange(line);
    }
    var fileAccess =
        new FileAccess(
            mode(fields[0]),
            new FileOwner(fields[3], fields[1]),
            new FileOwner(fields[4], fields[2]));
    return switch (fields[0].charAt(0)) {
      case '-' -> new Regular(fileAccess, content(), false);
      case 'd' -> new Directory(fileAccess, false);
      case 'l' -> new Link(target(), false);
      default -> new Other(fileAccess);
    };
  }

  /** Returns the rest without the line break at its end. */
  private String target() throws Unreadable {
    if (at == bytes.length) {
      throw strange("a link without a target");
    }
    return new String(bytes, at, bytes.length - at - 1, UTF_8);
  }

  private Optional<FileContent> content() throws Unreadable {
    var line = line();
    return switch (line) {
      case "unreadable" -> Optional.empty();
      case String fetched when fetched.startsWith("fetched ") ->
          Optional.of(FileContent.of(Arrays.copyOfRange(bytes, at, bytes.length)));
      default -> {
        var seen = match(Pattern.compile("([0-9a-f]{64}) (\\d{1,18})"), line);
        yield Optional.of(FileContent.seen(seen.group(1), Long.parseLong(seen.group(2))));
      }
    };
  }

  /** Parses letters such as {@code drwxr-sr-t}; a character after them marks an access list. */
  static FileMode mode(String letters) throws Unreadable {
    if (!letters.matches("[a-zA-Z-]([r-][w-][xsS-]){2}[r-][w-][xtT-].?")) {
      throw strange(letters);
    }
    int bits = 0;
    for (int i = 1; i <= 9; i++) {
      bits = bits << 1 | ("-ST".indexOf(letters.charAt(i)) < 0 ? 1 : 0);
    }
    int special = 0;
    for (int i = 3; i <= 9; i += 3) {
      special = special << 1 | ("sStT".indexOf(letters.charAt(i)) < 0 ? 0 : 1);
    }
    return new FileMode(special << 9 | bits);
  }

  private String line() throws Unreadable {
    for (int end = at; end < bytes.length; end++) {
      if (bytes[end] == '\n') {
        var line = new String(bytes, at, end - at, UTF_8);
        at = end + 1;
        return line;
      }
    }
    throw strange("an end after " + bytes.length + " bytes");
  }

  private static Matcher match(Pattern pattern, String line) throws Unreadable {
    var matcher = pattern.matcher(line);
    if (!matcher.matches()) {
      throw strange(line);
    }
    return matcher;
  }

  private static Unreadable strange(String what) {
    return new Unreadable("unexpected output from the host's tools: " + what);
  }
}
