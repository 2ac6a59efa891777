package runbook.value;

import com.github.mustachejava.MustacheException;
import com.github.mustachejava.TemplateContext;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import runbook.knowledge.Knowledge;
import runbook.text.Position;
import runbook.text.Problems;
import runbook.text.Source;

/** A Mustache file with its partials, compiled once and rendered for every host. */
public final class TemplateFile {

  private final Sources sources;
  private final CompiledTemplate compiledTemplate;

  private TemplateFile(Sources sources, CompiledTemplate compiledTemplate) {
    this.sources = sources;
    this.compiledTemplate = compiledTemplate;
  }

  /**
   * Reads a template. Mistakes in it are reported on rendering.
   *
   * @param name the file's name as the user knows it
   * @throws java.nio.charset.CharacterCodingException if it is not UTF-8
   */
  public static TemplateFile read(Path file, String name) throws IOException {
    var sources = new Sources(file);
    sources.put(name, Files.readString(file));
    var mustache = new StrictMustache(sources);
    return new TemplateFile(
        sources, CompiledTemplate.by(name, () -> mustache.compile(sources.getReader(name), name)));
  }

  /** Renders the template, if all variables in it are known. */
  public Knowledge<String> render(VariableScope variableScope, Problems problems) {
    var valueResolution = new ValueResolution();
    return valueResolution
        .knowledge(compiledTemplate.render(variableScope, valueResolution, sources), problems)
        .map(String.class::cast);
  }

  /** Adds the variables that the template and its partials mention. */
  public void addMentionsTo(MentionedVariables mentionedVariables) {
    sources.read.values().forEach(source -> mentionedVariables.text(source.text()));
  }

  /** The template and its partials, by the names the user knows. */
  private static final class Sources
      implements StrictMustache.Partials, TemplateRendering.TagLocator {

    private static final String SUFFIX = ".mustache";

    private final Path file;
    private final Map<String, Source> read = new ConcurrentHashMap<>();

    Sources(Path file) {
      this.file = file;
    }

    void put(String name, String text) {
      read.put(name, new Source(name, text));
    }

    /** Partials are templates, not any file that this user may read. */
    private void checkInside(String name, TemplateContext at) {
      var own = file.toAbsolutePath().normalize();
      var root = own.getParent();
      for (var folder = root; folder != null; folder = folder.getParent()) {
        if (folder.endsWith("templates")) {
          root = folder;
        }
      }
      if (!own.resolveSibling(name).normalize().startsWith(root)) {
        throw new MustacheException(
            "the template '%s' is outside the folder of the templates".formatted(name), at);
      }
    }

    @Override
    public String path(String name, TemplateContext at) {
      checkInside(name, at);
      for (var candidate : new String[] {name, name + SUFFIX}) {
        var partial = file.resolveSibling(candidate);
        if (Files.isRegularFile(partial)) {
          var known = Path.of(at.file()).resolveSibling(candidate).toString();
          if (!read.containsKey(known)) {
            put(known, text(partial, at));
          }
          return known;
        }
      }
      throw new MustacheException(
          "there is no template '%s' or '%s' next to this one".formatted(name, name + SUFFIX), at);
    }

    @Override
    public Reader getReader(String name) {
      return new StringReader(read.get(name).text());
    }

    @Override
    public Position at(TemplateContext tag, String name, int offset) {
      var source = read.get(tag.file());
      int found = CompiledTemplate.offset(source.text(), tag, name) + offset;
      var before = source.text().substring(0, found);
      int lineStart = before.lastIndexOf('\n') + 1;
      return source.at(
          1 + (int) before.chars().filter(c -> c == '\n').count(),
          1 + before.codePointCount(lineStart, before.length()));
    }

    private static String text(Path file, TemplateContext at) {
      try {
        return Files.readString(file);
      } catch (CharacterCodingException e) {
        throw new MustacheException(file.getFileName() + " is not UTF-8: save it so", e, at);
      } catch (IOException e) {
        throw new MustacheException("cannot read " + file.getFileName() + ": " + e, e, at);
      }
    }
  }
}
