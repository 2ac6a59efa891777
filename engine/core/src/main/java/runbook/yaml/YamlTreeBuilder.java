package runbook.yaml;

import java.util.ArrayList;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.parser.Parser;
import runbook.text.Position;
import runbook.text.Problems;
import runbook.text.Source;

/** Builds the node tree of one document from the parser's events. */
final class YamlTreeBuilder {

  static final int DEEPEST = 100;

  private final Source source;
  private final int[] points;
  private final Parser parser;
  private final Problems problems;
  private final YamlAnchors yamlAnchors;
  private final YamlTags yamlTags;
  private int count;
  private int deepest;

  YamlTreeBuilder(Source source, int[] points, Parser parser, Problems problems) {
    this.source = source;
    this.points = points;
    this.parser = parser;
    this.problems = problems;
    this.yamlAnchors = new YamlAnchors(problems);
    this.yamlTags = new YamlTags(problems);
  }

  Node document() throws UnreadableYaml {
    expect(Event.ID.StreamStart);
    if (parser.checkEvent(Event.ID.StreamEnd)) {
      return new Node.Mapping(source.at(1, 1), java.util.List.of());
    }
    expect(Event.ID.DocumentStart);
    var root = node(0);
    expect(Event.ID.DocumentEnd);
    if (parser.checkEvent(Event.ID.DocumentStart)) {
      problems.add(
          at(parser.next()),
          "a second document begins here",
          "remove the '---', or move it to a separate file");
    }
    return root instanceof Node.Scalar s && s.plain() && s.raw().isEmpty()
        ? new Node.Mapping(root.at(), java.util.List.of())
        : root;
  }

  private Node node(int depth) throws UnreadableYaml {
    var event = (NodeEvent) parser.next();
    if (depth > DEEPEST) {
      throw tooDeep(at(event));
    }
    if (event instanceof AliasEvent) {
      return alias(event, depth);
    }
    var anchor = event.getAnchor().map(Anchor::getValue);
    int countBefore = count++;
    int deepestBefore = deepest;
    deepest = depth;
    anchor.ifPresent(yamlAnchors::open);
    var node =
        switch (event) {
          case ScalarEvent scalar -> scalar(scalar);
          case MappingStartEvent start when isVariable(start) -> unquoted(start, depth);
          case MappingStartEvent start -> mapping(start, depth);
          case CollectionStartEvent start -> sequence(start, depth);
          default -> throw new IllegalStateException("no node begins with " + event);
        };
    int size = count - countBefore;
    int height = deepest - depth;
    anchor.ifPresent(a -> yamlAnchors.close(a, new YamlAnchors.Anchored(node, size, height)));
    deepest = Math.max(deepest, deepestBefore);
    return node;
  }

  private Node alias(NodeEvent event, int depth) throws UnreadableYaml {
    var name = event.getAnchor().map(Anchor::getValue).orElseThrow();
    var anchored = yamlAnchors.resolve(name, at(event));
    if (depth + anchored.height() > DEEPEST) {
      throw tooDeep(at(event));
    }
    count += anchored.size();
    deepest = Math.max(deepest, depth + anchored.height());
    return anchored.node();
  }

  private Node scalar(ScalarEvent event) {
    var raw = event.getValue();
    boolean secret = yamlTags.secret(event.getTag(), at(event), true);
    boolean plain = event.isPlain();
    if (YamlTags.computed(event.getTag())) {
      return new Node.Scalar(at(event), raw, new CelExpression(raw), plain, false);
    }
    // A secret of digits is still a text.
    var value = plain && !secret ? CoreSchema.value(raw) : raw;
    return new Node.Scalar(at(event), raw, value, plain, secret);
  }

  private Node sequence(CollectionStartEvent start, int depth) throws UnreadableYaml {
    yamlTags.secret(start.getTag(), at(start), false);
    var items = new ArrayList<Node>();
    while (!parser.checkEvent(Event.ID.SequenceEnd)) {
      items.add(node(depth + 1));
    }
    parser.next();
    return new Node.Sequence(at(start), java.util.List.copyOf(items));
  }

  private Node mapping(CollectionStartEvent start, int depth) throws UnreadableYaml {
    yamlTags.secret(start.getTag(), at(start), false);
    var mappingEntries = new MappingEntries(problems);
    while (!parser.checkEvent(Event.ID.MappingEnd)) {
      var key = node(depth + 1);
      var value = node(depth + 1);
      if (key instanceof Node.Scalar scalar && !scalar.secret()) {
        mappingEntries.add(scalar, value);
      } else {
        var what =
            switch (key) {
              case Node.Scalar _ -> "a secret";
              case Node.Sequence _ -> "a list";
              case Node.Mapping _ -> "a map";
            };
        problems.add(key.at(), what + " cannot be a key", "a key is a plain text");
      }
    }
    parser.next();
    return new Node.Mapping(at(start), mappingEntries.toList());
  }

  /**
   * Returns whether two braces open here: an unquoted variable, which YAML reads as nested maps.
   */
  private boolean isVariable(MappingStartEvent start) {
    int i = mark(start.getStartMark()).getIndex();
    return start.isFlow() && i + 1 < points.length && points[i] == '{' && points[i + 1] == '{';
  }

  /** Continues as if the variable had quotes. */
  private Node unquoted(MappingStartEvent start, int depth) throws UnreadableYaml {
    int open = 1;
    Event event = start;
    while (open > 0) {
      event = parser.next();
      open += event instanceof CollectionStartEvent ? 1 : 0;
      open -= event instanceof CollectionEndEvent ? 1 : 0;
      if (depth + open > DEEPEST) {
        throw tooDeep(at(event));
      }
    }
    int from = mark(start.getStartMark()).getIndex();
    int to = mark(event.getEndMark()).getIndex();
    while (to < points.length && "\r\n,]} ".indexOf(points[to]) < 0) {
      to++;
    }
    var text = new String(points, from, to - from);
    problems.add(SyntaxErrorExplainer.unquoted(at(start), text));
    return new Node.Scalar(at(start), text, text, false, false);
  }

  private UnreadableYaml tooDeep(Position at) {
    problems.add(at, "this is more than " + DEEPEST + " levels deep");
    return new UnreadableYaml();
  }

  private void expect(Event.ID id) {
    var event = parser.next();
    if (event.getEventId() != id) {
      throw new IllegalStateException("expected " + id + " and not " + event);
    }
  }

  private Position at(Event event) {
    var mark = mark(event.getStartMark());
    return source.at(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static Mark mark(Optional<Mark> mark) {
    return mark.orElseThrow(() -> new IllegalStateException("the parser was told to keep marks"));
  }
}
