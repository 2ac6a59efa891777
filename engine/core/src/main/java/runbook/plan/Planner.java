package runbook.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import runbook.inventory.Host;
import runbook.inventory.Inventory;
import runbook.inventory.Pattern;
import runbook.knowledge.Unknown;
import runbook.plan.Plan.PlannedPlay;
import runbook.playbook.Play;
import runbook.playbook.Playbook;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.value.Scope;
import runbook.value.Secrets;
import runbook.value.Values;
import runbook.yaml.Node;

/** Lays a playbook over an inventory, and finds all that can be known to be wrong. */
public final class Planner {

  private static final String LIMIT = "--limit";

  private final TaskPreparation preparation;
  private final Secrets secrets;

  /**
   * @param preparation goes on to prepare the tasks of the run
   * @param secrets gets every secret that comes up
   */
  public Planner(TaskPreparation preparation, Secrets secrets) {
    this.preparation = preparation;
    this.secrets = secrets;
  }

  /** What is wrong with a playbook whatever the hosts and their variables are. */
  public void check(Playbook playbook, Problems problems) {
    for (var play : playbook.plays()) {
      for (var element : play.elements()) {
        preparation.check(element, problems);
      }
      play.handlers().forEach(handler -> preparation.check(handler, problems));
    }
  }

  /** The plan; empty when there is a problem. */
  public Optional<Plan> plan(
      Playbook playbook, Inventory inventory, Selection selection, Problems problems) {
    var found = new Problems();
    check(playbook, found);
    var typed = ExtraVars.read(selection.extraVars(), found);
    var extra = typed.variables();
    var tags = Tags.of(selection, playbook, found);
    var limit = limit(selection, inventory, found);
    var table = new HostTable(inventory, extra, secrets);
    var plays = new ArrayList<PlannedPlay>();
    var delegated = new TreeSet<String>();
    for (var play : playbook.plays()) {
      var matched = matched(play, extra, inventory, found);
      var hosts = matched.stream().map(Host::name).filter(limit::contains).toList();
      var chosen = tags.chosen(play);
      if (!hosts.isEmpty() && !chosen.elements().isEmpty()) {
        var planned =
            new PlannedPlay(chosen, planned(play, hosts, table, plays, found), matched.size());
        delegated.addAll(Rehearsal.of(planned, preparation, found));
        plays.add(planned);
      }
    }
    if (found.none() && problems.none() && plays.stream().allMatch(p -> p.hosts().isEmpty())) {
      nothingLeft(selection, playbook, found);
    }
    delegated.forEach(host -> table.find(host).ifPresent(row -> found.addAll(row.problems())));
    problems.addAll(found);
    if (!found.none()) {
      return Optional.empty();
    }
    Function<Play, List<Scope>> scopes =
        play ->
            matched(play, extra, inventory, new Problems()).stream()
                .map(host -> inPlay(play, table.row(host.name())))
                .toList();
    var unread = preparation.unread(scopes).of(typed, playbook, inventory);
    return Optional.of(new Plan(List.copyOf(plays), table.delegates(), unread));
  }

  private static Scope inPlay(Play play, HostTable.Row row) {
    return row.scope().withWeakest(play.defaults()).with(play.vars());
  }

  /** The hosts of a pattern, outside any play. */
  public static List<PlannedHost> hosts(
      Inventory inventory, String pattern, Secrets secrets, Problems problems) {
    var table = new HostTable(inventory, Map.of(), secrets);
    return Pattern.of("the pattern", pattern, problems).select(inventory, problems).stream()
        .map(host -> planned(host.name(), table, row -> row.scope(), problems))
        .toList();
  }

  private static PlannedHost planned(
      String host, HostTable table, Function<HostTable.Row, Scope> scope, Problems problems) {
    var row = table.row(host);
    problems.addAll(row.problems());
    return row.planned(scope.apply(row));
  }

  private List<Host> matched(
      Play play, Map<String, Node> extra, Inventory inventory, Problems problems) {
    var scope = Scope.of(play.vars(), secrets).withWeakest(play.defaults()).withPinned(extra);
    var found = new Problems();
    var written = Values.filled(play.hosts(), scope, found);
    if (found.none() && written instanceof Node.Scalar scalar) {
      var pattern = Pattern.of(scalar, found);
      problems.addAll(found);
      return found.none() ? pattern.select(inventory, problems) : List.of();
    }
    if (found.none()) {
      found.add(written.at(), "'hosts' must be a text", "join names with commas, as in web,db");
    }
    problems.addAll(found);
    return List.of();
  }

  private static Set<String> limit(Selection selection, Inventory inventory, Problems problems) {
    if (selection.limit().isEmpty()) {
      return inventory.hosts().keySet();
    }
    return Pattern.of(LIMIT, selection.limit().get(), problems).select(inventory, problems).stream()
        .map(Host::name)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static List<PlannedHost> planned(
      Play play,
      List<String> hosts,
      HostTable table,
      List<PlannedPlay> earlier,
      Problems problems) {
    return hosts.stream()
        .map(host -> {
          var registered = registered(host, earlier);
          Function<HostTable.Row, Scope> scope =
              row -> inPlay(play, row).with("play_hosts", hosts).with(registered);
          return planned(host, table, scope, problems);
        })
        .toList();
  }

  /** What a host brings along from the plays that it has been in. */
  private static Map<String, Unknown<?>> registered(String host, List<PlannedPlay> earlier) {
    var registered = new LinkedHashMap<String, Unknown<?>>();
    for (var planned : earlier) {
      if (planned.hosts().stream().anyMatch(h -> h.name().equals(host))) {
        for (var task : planned.play().tasks()) {
          task.variables()
              .forEach(name ->
                  registered.put(
                      name,
                      new Unknown<>("the result of '" + task.name() + "', an earlier play's")));
        }
      }
    }
    return registered;
  }

  private static void nothingLeft(Selection selection, Playbook playbook, Problems problems) {
    if (playbook.plays().isEmpty()) {
      return;
    }
    if (selection.limit().isEmpty()
        && selection.tags().isEmpty()
        && selection.skipTags().isEmpty()) {
      problems.add(
          playbook.plays().getFirst().at(),
          "there is nothing to do: no play has a task",
          "write tasks under 'tasks:', or into the roles");
      return;
    }
    problems.add(chosen(selection).at(1, 1), "nothing is left to do", "no play has what is chosen");
  }

  private static Source chosen(Selection selection) {
    if (selection.limit().isPresent()) {
      return new Source(LIMIT, selection.limit().get());
    }
    return selection.tags().isEmpty()
        ? new Source("--skip-tags", String.join(",", selection.skipTags()))
        : new Source("--tags", String.join(",", selection.tags()));
  }
}
