package runbook.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import runbook.text.Problems;
import runbook.text.Source;

/** Reads the one YAML document of a source. */
public final class YamlReader {

  private static final int BUFFER = 1024;

  private YamlReader() {}

  /**
   * The tree; an empty document is a map without entries. Empty when there is a problem after which
   * the text cannot be understood. With lesser problems, such as a key that is there twice, there
   * is still a tree, in which later readers can find more.
   */
  public static Optional<Node> read(Source source, Problems problems) {
    var points = source.text().codePoints().toArray();
    if (!ControlCharacterCheck.allowed(points, source, problems)) {
      return Optional.empty();
    }
    // The size of files is limited where they are read, in bytes. With a small buffer the parser
    // copies what is left of a long line again and again.
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
