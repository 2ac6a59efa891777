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
import runbook.inventory.HostPattern;
import runbook.inventory.Inventory;
import runbook.knowledge.Unknown;
import runbook.plan.Plan.PlannedPlay;
import runbook.playbook.Play;
import runbook.playbook.Playbook;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.value.SecretMasker;
import runbook.value.ValueResolver;
import runbook.value.VariableScope;
import runbook.yaml.Node;

/**
 * Combines a playbook with an inventory, and reports every mistake that can be found without a
 * connection.
 */
public final class Planner {

  private static final String LIMIT = "--limit";

  private final PlaybookTaskPreparer preparation;
  private final SecretMasker secretMasker;

  /**
   * Creates a planner.
   *
   * @param preparation prepares the tasks, later also during the run
   * @param secretMasker gets every secret that is found
   */
  public Planner(PlaybookTaskPreparer preparation, SecretMasker secretMasker) {
    this.preparation = preparation;
    this.secretMasker = secretMasker;
  }

  /** Reports mistakes in a playbook that do not depend on hosts or variables. */
  public void check(Playbook playbook, Problems problems) {
    for (var play : playbook.plays()) {
      for (var playElement : play.elements()) {
        preparation.check(playElement, problems);
      }
      play.handlers().forEach(handler -> preparation.check(handler, problems));
    }
  }

  /** Returns the plan; empty if there is a problem. */
  public Optional<Plan> plan(
      Playbook playbook, Inventory inventory, PlanOptions planOptions, Problems problems) {
    var found = new Problems();
    check(playbook, found);
    var typed = ExtraVars.read(planOptions.extraVars(), found);
    var extra = typed.variables();
    var secretCollector = new SecretCollector(secretMasker);
    secretCollector.inventory(inventory);
    secretCollector.playbook(playbook);
    secretCollector.nodes(extra.values());
    var tagFilter = TagFilter.of(planOptions, playbook, found);
    var limit = limit(planOptions, inventory, found);
    var table = new HostTable(inventory, extra, secretMasker);
    var plays = new ArrayList<PlannedPlay>();
    var delegated = new TreeSet<String>();
    for (var play : playbook.plays()) {
      var matched = matched(play, extra, inventory, found);
      var hosts = matched.stream().map(Host::name).filter(limit::contains).toList();
      var chosen = tagFilter.chosen(play);
      if (!hosts.isEmpty() && !chosen.elements().isEmpty()) {
        var planned =
            new PlannedPlay(chosen, planned(play, hosts, table, plays, found), matched.size());
        delegated.addAll(Rehearsal.of(planned, preparation, found));
        plays.add(planned);
      }
    }
    if (found.none() && problems.none() && plays.stream().allMatch(p -> p.hosts().isEmpty())) {
      nothingLeft(planOptions, playbook, found);
    }
    delegated.forEach(
        host -> table.find(host).ifPresent(hostEntry -> found.addAll(hostEntry.problems())));
    problems.addAll(found);
    if (!found.none()) {
      return Optional.empty();
    }
    Function<Play, List<VariableScope>> scopes =
        play ->
            matched(play, extra, inventory, new Problems()).stream()
                .map(host -> inPlay(play, table.row(host.name())))
                .toList();
    var unread = preparation.unusedExtraVars(scopes).of(typed, playbook, inventory);
    return Optional.of(new Plan(List.copyOf(plays), table.delegates(), unread));
  }

  private static VariableScope inPlay(Play play, HostTable.HostEntry hostEntry) {
    return hostEntry.variableScope().withWeakest(play.defaults()).with(play.vars());
  }

  /** Returns the hosts that match a pattern, outside of any play. */
  public static List<PlannedHost> hosts(
      Inventory inventory, String pattern, SecretMasker secretMasker, Problems problems) {
    var table = new HostTable(inventory, Map.of(), secretMasker);
    return HostPattern.of("the pattern", pattern, problems).select(inventory, problems).stream()
        .map(host -> planned(host.name(), table, hostEntry -> hostEntry.variableScope(), problems))
        .toList();
  }

  private static PlannedHost planned(
      String host,
      HostTable table,
      Function<HostTable.HostEntry, VariableScope> scope,
      Problems problems) {
    var hostEntry = table.row(host);
    problems.addAll(hostEntry.problems());
    return hostEntry.planned(scope.apply(hostEntry));
  }

  private List<Host> matched(
      Play play, Map<String, Node> extra, Inventory inventory, Problems problems) {
    var variableScope =
        VariableScope.of(play.vars(), secretMasker).withWeakest(play.defaults()).withPinned(extra);
    var found = new Problems();
    var written = ValueResolver.filled(play.hosts(), variableScope, found);
    if (found.none() && written instanceof Node.Scalar scalar) {
      var hostPattern = HostPattern.of(scalar, found);
      problems.addAll(found);
      return found.none() ? hostPattern.select(inventory, problems) : List.of();
    }
    if (found.none()) {
      found.add(written.at(), "'hosts' must be a text", "separate names with commas, as in web,db");
    }
    problems.addAll(found);
    return List.of();
  }

  private static Set<String> limit(
      PlanOptions planOptions, Inventory inventory, Problems problems) {
    if (planOptions.limit().isEmpty()) {
      return inventory.hosts().keySet();
    }
    return HostPattern.of(LIMIT, planOptions.limit().get(), problems)
        .select(inventory, problems)
        .stream()
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
          Function<HostTable.HostEntry, VariableScope> scope =
              hostEntry -> inPlay(play, hostEntry).with("play_hosts", hosts).with(registered);
          return planned(host, table, scope, problems);
        })
        .toList();
  }

  /** Returns the variables that earlier plays register on a host. */
  private static Map<String, Unknown<?>> registered(String host, List<PlannedPlay> earlier) {
    var registered = new LinkedHashMap<String, Unknown<?>>();
    for (var planned : earlier) {
      if (planned.hosts().stream().anyMatch(h -> h.name().equals(host))) {
        for (var task : planned.play().tasks()) {
          task.variables()
              .forEach(name ->
                  registered.put(
                      name,
                      new Unknown<>("the result of '" + task.name() + "' in an earlier play")));
        }
      }
    }
    return registered;
  }

  private static void nothingLeft(PlanOptions planOptions, Playbook playbook, Problems problems) {
    if (playbook.plays().isEmpty()) {
      return;
    }
    if (planOptions.limit().isEmpty()
        && planOptions.tags().isEmpty()
        && planOptions.skipTags().isEmpty()) {
      problems.add(
          playbook.plays().getFirst().at(),
          "there is nothing to do: no play has a task",
          "write tasks under 'tasks:', or into the roles");
      return;
    }
    problems.add(
        chosen(planOptions).at(1, 1),
        "nothing is left to do",
        "no play has any of the selected hosts or tasks");
  }

  private static Source chosen(PlanOptions planOptions) {
    if (planOptions.limit().isPresent()) {
      return new Source(LIMIT, planOptions.limit().get());
    }
    return planOptions.tags().isEmpty()
        ? new Source("--skip-tags", String.join(",", planOptions.skipTags()))
        : new Source("--tags", String.join(",", planOptions.tags()));
  }
}
