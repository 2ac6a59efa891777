package runbook.modules.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import runbook.module.Default;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Want;
import runbook.module.param.FileContent;
import runbook.module.param.FileMode;
import runbook.module.param.HostPath;
import runbook.modules.file.FileState.Absent;
import runbook.modules.file.FileState.Directory;
import runbook.modules.file.FileState.Link;
import runbook.modules.file.FileState.Other;
import runbook.modules.file.FileState.Regular;

/** Sees to one line of a text. */
@Doc(
    "Sees to it that a text has a line, in place of one that fits a pattern or where it is said to"
        + " go, or that it has it no more; all else in the file stays as it is, to the byte.")
@Example(
    """
    lineinfile:
      path: "{{ dir }}/etcd.yaml"
      regexp: '^    - --initial-cluster-state='
      insertafter: '^    - --initial-cluster='
      line: '    - --initial-cluster-state=existing'
    """)
@Example(
    """
    lineinfile:
      path: "{{ dir }}/etcd.yaml"
      regexp: '^(\\s*)- --name=(.*)$'
      line: '\\1- --name=other'
      backrefs: true
      backup: true
      validate: grep -q name %s
    """)
@Example(
    """
    lineinfile:
      path: "{{ dir }}/etcd.yaml"
      search_string: "--snapshot-count"
      state: absent
    """)
@Example(
    """
    lineinfile:
      path: "{{ dir }}/hosts"
      line: 192.0.2.1 app
      create: true
      mode: "0644"
    """)
public record Lineinfile(
    @Doc("The full path of the file; a link there is not followed.") HostPath path,
    @Doc("The line, without its end; with state absent, instead of a pattern, the line that goes.")
        Optional<String> line,
    @Doc("Whether the file shall have the line.") @Default("present") WantedLineState state,
    @Doc(
            "A regular expression: the last line in which it is found is replaced, or, with state"
                + " absent, all of them go.")
        Optional<String> regexp,
    @Doc("The same as 'regexp' with a text that is taken as it is.") Optional<String> searchString,
    @Doc(
            "Whether '\\1' or '\\g<name>' in the line stands for what a group of 'regexp' has"
                + " found; where nothing is found, nothing is changed.")
        @Default("false")
        boolean backrefs,
    @Doc(
            "Where the line goes when there is none to be replaced: after the last line in which"
                + " this regular expression is found, or 'EOF', at the end, as when nothing is"
                + " said.")
        Optional<String> insertafter,
    @Doc(
            "The same, before the last line in which it is found; or 'BOF', at the beginning; at"
                + " the end when it is not found.")
        Optional<String> insertbefore,
    @Doc("Whether the first line that fits is meant instead of the last.") @Default("false")
        boolean firstmatch,
    @Doc("Whether the file is made when it is not there.") @Default("false") boolean create,
    @Doc(ParameterDocs.MODE) Optional<FileMode> mode,
    @Doc(ParameterDocs.OWNER) Optional<String> owner,
    @Doc(ParameterDocs.GROUP) Optional<String> group,
    @Doc(ParameterDocs.BACKUP) @Default("false") boolean backup,
    @Doc(ParameterDocs.VALIDATE) Optional<String> validate)
    implements Module {

  private static final FileMode USUAL = new FileMode(0644);

  /** Whether the line is there. */
  public enum WantedLineState {
    @Doc("The file has the line.")
    PRESENT,
    @Doc("No line of the file fits.")
    ABSENT
  }

  public Lineinfile {
    if (regexp.isPresent() && searchString.isPresent()) {
      throw new IllegalArgumentException("give either 'regexp' or 'search_string'");
    }
    if (insertafter.isPresent() && insertbefore.isPresent()) {
      throw new IllegalArgumentException("give either 'insertafter' or 'insertbefore'");
    }
    if (line.isEmpty()
        && (state == WantedLineState.PRESENT || (regexp.isEmpty() && searchString.isEmpty()))) {
      throw new IllegalArgumentException(
          "'line' must be given; with 'state: absent' it can be 'regexp' or 'search_string'"
              + " instead");
    }
    if (line.filter(l -> l.contains("\n") || l.contains("\r")).isPresent()) {
      throw new IllegalArgumentException(
          "'line' must be one line: 'copy' and 'template' write whole texts");
    }
    if (backrefs && regexp.isEmpty()) {
      throw new IllegalArgumentException("'backrefs' needs a 'regexp'");
    }
    regexp.ifPresent(text -> pattern("regexp", text));
    insertafter.ifPresent(text -> pattern("insertafter", text));
    insertbefore.ifPresent(text -> pattern("insertbefore", text));
    WantedAccess.check(owner, group);
    FileFact.WriteOptions.check(validate);
  }

  /** Groups may have their names as in Ansible, too. */
  private static Pattern pattern(String parameter, String text) {
    try {
      return Pattern.compile(text.replace("(?P<", "(?<"));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "'%s' is no regular expression: %s"
              .formatted(parameter, e.getDescription().toLowerCase(java.util.Locale.ROOT)),
          e);
    }
  }

  @Override
  public List<Want> wants() {
    var file = new FileFact(path, new FileFact.WriteOptions(validate, backup));
    var fact = new FileTextFact(file);
    var wantedAccess = new WantedAccess(mode, owner, group);
    var wants = new ArrayList<>(wantedAccess.wants());
    wants.add(new Want.Require<>(fact, s -> hindrance(s).isEmpty(), s -> hindrance(s).orElse("")));
    wants.addAll(new FileWant(fact, path, is -> wish(is, wantedAccess)).wants());
    return wants;
  }

  private Optional<String> hindrance(FileState is) {
    return switch (is.fileKind()) {
      case Absent _ ->
          create || state == WantedLineState.ABSENT
              ? Optional.empty()
              : Optional.of("%s is not there\n'create: true' makes it".formatted(path));
      case Link _ -> Optional.of("%s is a link: give the path it leads to".formatted(path));
      case Directory _, Other _ -> Optional.of("%s is not a file".formatted(path));
      case Regular(var _, var content, boolean _) ->
          content.isEmpty()
              ? Optional.of("this user may not read %s: try 'become: true'".formatted(path))
              : text(content.get()).map(this::restless).orElseGet(() -> Optional.of(noText()));
    };
  }

  private String noText() {
    return "%s is no UTF-8 text of at most %d bytes".formatted(path, FileTextFact.LONGEST);
  }

  /** What would be changed again by every play is refused. */
  private Optional<String> restless(String text) {
    var once = edited(text);
    return edited(once).equals(once)
        ? Optional.empty()
        : Optional.of(
            ("every play would change %s again, for 'regexp' still fits a line after it\n"
                    + "write it so that it fits one line only, and what 'line' makes of it is what"
                    + " it makes of that again")
                .formatted(path));
  }

  private FileState wish(FileState is, WantedAccess wantedAccess) {
    return switch (is.fileKind()) {
      case Regular(FileAccess fileAccess, var content, boolean fresh) -> {
        var old = content.flatMap(Lineinfile::text);
        var text = old.map(this::edited);
        yield is.with(
            text.equals(old)
                ? new Regular(wantedAccess.applyTo(fileAccess), content, fresh)
                : new Regular(wantedAccess.applyTo(fileAccess), text.map(FileContent::of), true));
      }
      case Absent _ ->
          create && state == WantedLineState.PRESENT
              ? is.with(
                  new Regular(
                      wantedAccess.forNewFile(is.fileSurroundings(), USUAL),
                      Optional.of(FileContent.of(edited(""))),
                      true))
              : is;
      case Directory _, Link _, Other _ -> is;
    };
  }

  private static Optional<String> text(FileContent fileContent) {
    return fileContent.text(FileTextFact.LONGEST);
  }

  private String edited(String text) {
    return state == WantedLineState.PRESENT ? edit().present(text) : edit().absent(text);
  }

  private LineEdit edit() {
    var pattern = regexp.map(text -> pattern("regexp", text));
    Optional<Predicate<String>> where =
        pattern
            .map(Pattern::asPredicate)
            .or(() -> searchString.map(part -> line -> line.contains(part)));
    var place =
        insertafter
            .map(text -> place(text, "EOF", false))
            .or(() -> insertbefore.map(text -> place(text, "BOF", true)));
    return new LineEdit(line, where, pattern.filter(_ -> backrefs), place, firstmatch);
  }

  private static LineEdit.InsertPosition place(String text, String edge, boolean before) {
    var anchor =
        text.equals(edge) ? Optional.<Pattern>empty() : Optional.of(pattern("regexp", text));
    return new LineEdit.InsertPosition(anchor, before);
  }
}
