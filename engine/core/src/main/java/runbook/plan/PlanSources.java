package runbook.plan;

import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import runbook.playbook.Play;
import runbook.playbook.PlayElement;
import runbook.playbook.RollingBlock;
import runbook.playbook.Task;
import runbook.text.Source;
import runbook.yaml.Node;

/** The texts that a plan was made from: playbooks, roles, inventories and files of variables. */
public final class PlanSources {

  private PlanSources() {}

  /** Returns them in the order of their names. */
  public static Set<Source> of(Plan plan) {
    var sources = new TreeSet<>(Comparator.comparing(Source::name));
    for (var planned : plan.plays()) {
      of(planned.play()).forEach(sources::add);
      planned.hosts().forEach(host -> sources.addAll(host.variableScope().sources()));
    }
    return sources;
  }

  private static Stream<Source> of(Play play) {
    var elements =
        play.elements().stream()
            .flatMap(element -> Stream.concat(Stream.of(element.at()), inside(element)));
    var tasks = play.handlers().stream().map(Task::at);
    var variables =
        Stream.concat(play.vars().values().stream(), play.defaults().values().stream())
            .map(Node::at);
    return Stream.of(Stream.of(play.at()), elements, tasks, variables)
        .flatMap(positions -> positions)
        .map(position -> position.source());
  }

  private static Stream<runbook.text.Position> inside(PlayElement element) {
    return element instanceof RollingBlock block
        ? Stream.concat(block.gate().stream(), block.tasks().stream()).map(Task::at)
        : Stream.of();
  }
}
