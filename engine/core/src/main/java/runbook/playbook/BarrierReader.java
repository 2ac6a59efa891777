package runbook.playbook;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import runbook.playbook.Barrier.Need;
import runbook.playbook.Barrier.OnFailure;
import runbook.schema.Keywords;
import runbook.text.Problems;
import runbook.text.Suggestion;
import runbook.yaml.Node;

/** Reads barriers, in their short and long form. */
final class BarrierReader {

  private static final Pattern SHARE = Pattern.compile("(\\d{1,3}) ?%");

  private final Problems problems;

  BarrierReader(Problems problems) {
    this.problems = problems;
  }

  Optional<Barrier> read(Node.Mapping map, InheritedSettings outer) {
    var element = new KeywordReader(map, "a barrier", problems);
    element.allow(Keywords.BARRIER_ELEMENT);
    var inheritedSettings = outer.with(element);
    return switch (map.get("barrier").orElseThrow()) {
      case Node.Mapping keys -> {
        var keywordReader = new KeywordReader(keys, "'barrier'", problems);
        keywordReader.allow(Keywords.BARRIER);
        // Without a name, still reads the rest to find its problems.
        yield Optional.of(
                barrier(
                    map, keywordReader.text("name").orElse(""), keywordReader, inheritedSettings))
            .filter(barrier -> !barrier.name().isEmpty());
      }
      case Node.Sequence list -> {
        problems.add(
            list.at(), "'barrier' must be a name or a map", "as in barrier: {name: ready}");
        yield Optional.empty();
      }
      case Node.Scalar _ ->
          element.text("barrier").map(name -> barrier(map, name, none(map), inheritedSettings));
    };
  }

  private KeywordReader none(Node.Mapping map) {
    return new KeywordReader(new Node.Mapping(map.at(), List.of()), "'barrier'", problems);
  }

  private Barrier barrier(
      Node.Mapping map,
      String name,
      KeywordReader keywordReader,
      InheritedSettings inheritedSettings) {
    return new Barrier(
        map.at(),
        name,
        keywordReader.node("need").map(this::need).orElse(new Need.All()),
        keywordReader.duration("timeout").orElse(Barrier.DEFAULT_TIMEOUT),
        keywordReader
            .choice("on_failure", new LinkedHashSet<>(List.of("abort", "continue")))
            .filter("continue"::equals)
            .map(_ -> OnFailure.CONTINUE)
            .orElse(OnFailure.ABORT),
        inheritedSettings.when(),
        inheritedSettings.vars(),
        inheritedSettings.tags());
  }

  private Need need(Node node) {
    if (node instanceof Node.Scalar scalar) {
      if (scalar.value() instanceof Long count && count >= 1 && count <= Integer.MAX_VALUE) {
        return new Need.Count(count.intValue());
      }
      var share = SHARE.matcher(scalar.raw());
      if (share.matches()) {
        int percent = Integer.parseInt(share.group(1));
        if (percent >= 1 && percent <= 100) {
          return new Need.Share(percent);
        }
      }
      switch (scalar.raw()) {
        case "all" -> {
          return new Need.All();
        }
        case "quorum" -> {
          return new Need.Quorum();
        }
        default -> {}
      }
    }
    var raw = node instanceof Node.Scalar scalar ? scalar.raw() : "";
    problems.add(
        node.at(),
        "'need' must be all, quorum, a number of hosts or a share such as 75%",
        Suggestion.hint(raw, List.of("all", "quorum")));
    return new Need.All();
  }
}
