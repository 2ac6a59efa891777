package runbook.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.inventory.Host;
import runbook.inventory.Inventory;
import runbook.knowledge.Unknown;
import runbook.text.Problems;
import runbook.value.Names;
import runbook.value.Scope;
import runbook.value.Secrets;
import runbook.yaml.Node;

/** Every host of the inventory with its variables, before any play adds its own. */
final class HostTable {

  private static final Unknown<?> TOLD = new Unknown<>("what the host tells at login");

  /** What a host tells at login. */
  private static final List<String> FACTS =
      List.of("uid", "user", "kernel", "hostname", "arch", "os", "os_version");

  private final Map<String, Row> rows = new LinkedHashMap<>();

  /**
   * @param problems of this host alone: told only when a play is for it
   */
  record Row(Scope scope, Login login, Problems problems) {

    PlannedHost planned(Scope inPlay) {
      return new PlannedHost(
          login.endpoint().host(),
          login.endpoint(),
          inPlay,
          login.become(),
          login.becomePassword());
    }
  }

  HostTable(Inventory inventory, Map<String, Node> extra, Secrets secrets) {
    var scopes = new LinkedHashMap<String, Scope>();
    for (var host : inventory.hosts().values()) {
      var problems = new Problems();
      checkNames(host, problems);
      var known =
          Scope.of(host.vars(), secrets)
              .with(
                  Map.of(
                      "inventory_hostname", host.name(),
                      "group_names", host.groups(),
                      "groups", inventory.groups(),
                      "hostvars", scopes))
              .withPinned(extra);
      var login = Login.of(host, known, secrets, problems);
      var scope = known.with("host", told(host.name(), login.endpoint().address()));
      scopes.put(host.name(), scope);
      rows.put(host.name(), new Row(scope, login, problems));
    }
  }

  Row row(String host) {
    return rows.get(host);
  }

  Optional<Row> find(String host) {
    return Optional.ofNullable(rows.get(host));
  }

  /** The hosts that can be reached on behalf of others: this machine is always there. */
  Map<String, PlannedHost> delegates() {
    var delegates = new LinkedHashMap<String, PlannedHost>();
    delegates.put(Delegate.LOCALHOST, here());
    rows.forEach((name, row) -> {
      if (row.problems().none()) {
        delegates.put(name, row.planned(row.scope()));
      }
    });
    return delegates;
  }

  private static PlannedHost here() {
    var login = Login.here(Delegate.LOCALHOST);
    return new PlannedHost(
        Delegate.LOCALHOST,
        login.endpoint(),
        Scope.of(Map.of()),
        login.become(),
        login.becomePassword());
  }

  private static Map<String, Object> told(String name, String address) {
    var told = new LinkedHashMap<String, Object>();
    told.put("name", name);
    told.put("address", address);
    FACTS.forEach(fact -> told.put(fact, TOLD));
    return told;
  }

  private static void checkNames(Host host, Problems problems) {
    host.vars()
        .forEach((name, value) -> {
          if (Names.RESERVED.contains(name)) {
            problems.add(value.at(), Names.objection(name).orElseThrow(), "choose another name");
          }
        });
  }
}
