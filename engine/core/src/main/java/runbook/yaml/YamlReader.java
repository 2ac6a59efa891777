package runbook.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import runbook.text.Problems;
import runbook.text.Source;

/** Reads the single YAML document of a source. */
public final class YamlReader {

  private static final int BUFFER = 1024;

  private YamlReader() {}

  /**
   * Reads the tree. An empty document is a map without entries. Returns empty after a syntax error;
   * after lesser problems, such as a duplicate key, it returns a tree, so that later stages can
   * find more problems.
   */
  public static Optional<Node> read(Source source, Problems problems) {
    var points = source.text().codePoints().toArray();
    if (!ControlCharacterCheck.allowed(points, source, problems)) {
      return Optional.empty();
    }
    // File size is already limited when files are read. With a small buffer the parser copies the
    // rest of a long line again and again.
    var settings =
        LoadSettings.builder()
            .setLabel(source.name())
            .setCodePointLimit(Integer.MAX_VALUE)
            .setBufferSize(Math.max(BUFFER, points.length))
            .build();
    try {
      var parser = new ParserImpl(settings, new StreamReader(settings, source.text()));
      return Optional.of(new YamlTreeBuilder(source, points, parser, problems).document());
    } catch (UnreadableYaml _) {
      return Optional.empty();
    } catch (MarkedYamlEngineException e) {
      problems.add(SyntaxErrorExplainer.problem(e, source));
      return Optional.empty();
    } catch (YamlEngineException e) {
      problems.add(source.at(1, 1), "this is not YAML 1.2: " + e.getMessage());
      return Optional.empty();
    }
  }
}
