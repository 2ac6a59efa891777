package runbook.modules.file;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import runbook.module.Default;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Want;
import runbook.module.param.ContentText;
import runbook.module.param.FileContent;
import runbook.module.param.FileMode;
import runbook.module.param.HostPath;
import runbook.modules.file.FileState.Absent;
import runbook.modules.file.FileState.Directory;
import runbook.modules.file.FileState.Link;
import runbook.modules.file.FileState.Other;
import runbook.modules.file.FileState.Regular;

/** Adds, replaces or removes a line of a text file. */
@Doc(
    "Makes sure that a text file has a line, which replaces a matching line or is inserted, or"
        + " that it no longer has it; every other byte of the file stays as it is.")
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
    @Doc(
            "The line, without a line break; with 'state: absent', a line to remove instead of a"
                + " pattern.")
        Optional<ContentText> line,
    @Doc("Whether the file should have the line.") @Default("present") WantedLineState state,
    @Doc(
            "A regular expression: the last line with a match is replaced, or, with 'state:"
                + " absent', all lines with a match are removed.")
        Optional<String> regexp,
    @Doc("Like 'regexp', but a literal text.") Optional<String> searchString,
    @Doc(
            "Whether '\\1' or '\\g<name>' in the line stands for what a group of 'regexp' matched;"
                + " without a match, nothing is changed.")
        @Default("false")
        boolean backrefs,
    @Doc(
            "Where to insert the line if none is replaced: after the last line that matches this"
                + " regular expression, or 'EOF' for the end, which is the default.")
        Optional<String> insertafter,
    @Doc(
            "Like 'insertafter', but before the last line that matches, or 'BOF' for the"
                + " beginning; without a match, at the end.")
        Optional<String> insertbefore,
    @Doc("Whether to use the first matching line instead of the last.") @Default("false")
        boolean firstmatch,
    @Doc("Whether to make the file if it does not exist.") @Default("false") boolean create,
    @Doc(ParameterDocs.MODE_OF_LINE) Optional<FileMode> mode,
    @Doc(ParameterDocs.OWNER) Optional<String> owner,
    @Doc(ParameterDocs.GROUP) Optional<String> group,
    @Doc(ParameterDocs.BACKUP) @Default("false") boolean backup,
    @Doc(ParameterDocs.VALIDATE) Optional<String> validate)
    implements Module {

  /** The states that a line can be in. */
  public enum WantedLineState {
    @Doc("The file has the line.")
    PRESENT,
    @Doc("No line of the file matches.")
    ABSENT
  }

  public Lineinfile {
    if (regexp.isPresent() && searchString.isPresent()) {
      throw new IllegalArgumentException("give 'regexp' or 'search_string', not both");
    }
    if (insertafter.isPresent() && insertbefore.isPresent()) {
      throw new IllegalArgumentException("give 'insertafter' or 'insertbefore', not both");
    }
    if (line.isEmpty()
        && (state == WantedLineState.PRESENT || (regexp.isEmpty() && searchString.isEmpty()))) {
      throw new IllegalArgumentException(
          "'line' is missing; with 'state: absent', 'regexp' or 'search_string' can take its"
              + " place");
    }
    if (line.map(ContentText::text).filter(l -> l.contains("\n") || l.contains("\r")).isPresent()) {
      throw new IllegalArgumentException(
          "'line' must be one line: use 'copy' or 'template' for whole texts");
    }
    if (backrefs && regexp.isEmpty()) {
      throw new IllegalArgumentException("'backrefs' needs a 'regexp'");
    }
    regexp
        .map(text -> pattern("regexp", text))
        .filter(_ -> backrefs)
        .ifPresent(new BackrefLine(line.map(ContentText::text).orElse(""))::check);
    insertafter.ifPresent(text -> pattern("insertafter", text));
    insertbefore.ifPresent(text -> pattern("insertbefore", text));
    WantedAccess.check(owner, group);
    FileFact.WriteOptions.check(validate);
  }

  /** Group names may be written as in Ansible, or without the P. */
  private static Pattern pattern(String parameter, String text) {
    return LinearRegex.compile(parameter, text.replace("(?<", "(?P<").replace("(?PP<", "(?P<"), 0);
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
              : Optional.of("%s does not exist\nadd 'create: true' to make it".formatted(path));
      case Link _ -> Optional.of("%s is a link: give the path it leads to".formatted(path));
      case Directory _, Other _ -> Optional.of("%s is not a file".formatted(path));
      case Regular(var _, var content, boolean _) ->
          content.isEmpty()
              ? Optional.of("this user may not read %s: try 'become: true'".formatted(path))
              : text(content.get()).map(this::restless).orElseGet(() -> Optional.of(noText()));
    };
  }

  private String noText() {
    return "%s is not a UTF-8 text of at most %d bytes".formatted(path, FileTextFact.LONGEST);
  }

  /** Rejects an edit that every play would make again. */
  private Optional<String> restless(String text) {
    var once = edited(text);
    return edited(once).equals(once)
        ? Optional.empty()
        : Optional.of(
            ("every play would change %s again, as 'regexp' still matches a line afterwards\n"
                    + "write 'regexp' so that it matches one line only, and 'line' so that applying"
                    + " it twice changes nothing more")
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
                : new Regular(wantedAccess.applyTo(fileAccess), text.map(this::content), true));
      }
      case Absent _ ->
          create && state == WantedLineState.PRESENT
              ? is.with(
                  new Regular(
                      wantedAccess.forNewFile(
                          is.fileSurroundings(), WantedAccess.usualMode(isSecret())),
                      Optional.of(content(edited(""))),
                      true))
              : is;
      case Directory _, Link _, Other _ -> is;
    };
  }

  private boolean isSecret() {
    return line.filter(ContentText::isSecret).isPresent();
  }

  private FileContent content(String text) {
    return new ContentText(text, isSecret()).fileContent();
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
            .<Predicate<String>>map(found -> line -> found.matcher(line).find())
            .or(() -> searchString.map(part -> line -> line.contains(part)));
    var place =
        insertafter
            .map(text -> place(text, "EOF", false))
            .or(() -> insertbefore.map(text -> place(text, "BOF", true)));
    return new LineEdit(
        line.map(ContentText::text), where, pattern.filter(_ -> backrefs), place, firstmatch);
  }

  private static LineEdit.InsertPosition place(String text, String edge, boolean before) {
    var anchor =
        text.equals(edge) ? Optional.<Pattern>empty() : Optional.of(pattern("regexp", text));
    return new LineEdit.InsertPosition(anchor, before);
  }
}
