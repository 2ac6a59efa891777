package runbook.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.inventory.Host;
import runbook.inventory.Inventory;
import runbook.knowledge.Unknown;
import runbook.text.Problems;
import runbook.value.SecretMasker;
import runbook.value.VariableNames;
import runbook.value.VariableScope;
import runbook.yaml.Node;

/** All hosts of the inventory with their variables, before any play adds its own. */
final class HostTable {

  private static final Unknown<?> TOLD = new Unknown<>("what the host reports at login");

  /** The facts that a host reports at login. */
  private static final List<String> FACTS =
      List.of("uid", "user", "kernel", "hostname", "arch", "os", "os_version");

  private final Map<String, HostEntry> rows = new LinkedHashMap<>();

  /**
   * A host with its variables and login.
   *
   * @param problems the problems of this host, reported only if a play includes it
   */
  record HostEntry(VariableScope variableScope, HostLogin hostLogin, Problems problems) {

    PlannedHost planned(VariableScope inPlay) {
      return new PlannedHost(
          hostLogin.endpoint().host(),
          hostLogin.endpoint(),
          inPlay,
          hostLogin.become(),
          hostLogin.becomePassword());
    }
  }

  HostTable(Inventory inventory, Map<String, Node> extra, SecretMasker secretMasker) {
    var scopes = new LinkedHashMap<String, VariableScope>();
    for (var host : inventory.hosts().values()) {
      var problems = new Problems();
      checkNames(host, problems);
      var known =
          VariableScope.of(host.vars(), secretMasker)
              .with(
                  Map.of(
                      "inventory_hostname", host.name(),
                      "group_names", host.groups(),
                      "groups", inventory.groups(),
                      "hostvars", scopes))
              .withPinned(extra);
      var hostLogin = HostLogin.of(host, known, secretMasker, problems);
      var variableScope =
          known.with("host", hostFacts(host.name(), hostLogin.endpoint().address()));
      scopes.put(host.name(), variableScope);
      rows.put(host.name(), new HostEntry(variableScope, hostLogin, problems));
    }
  }

  HostEntry row(String host) {
    return rows.get(host);
  }

  Optional<HostEntry> find(String host) {
    return Optional.ofNullable(rows.get(host));
  }

  /** Returns the hosts that tasks can be delegated to, which always include this machine. */
  Map<String, PlannedHost> delegates() {
    var delegates = new LinkedHashMap<String, PlannedHost>();
    delegates.put(DelegateFinder.LOCALHOST, here());
    rows.forEach((name, hostEntry) -> {
      if (hostEntry.problems().none()) {
        delegates.put(name, hostEntry.planned(hostEntry.variableScope()));
      }
    });
    return delegates;
  }

  private static PlannedHost here() {
    var hostLogin = HostLogin.here(DelegateFinder.LOCALHOST);
    return new PlannedHost(
        DelegateFinder.LOCALHOST,
        hostLogin.endpoint(),
        VariableScope.of(Map.of()),
        hostLogin.become(),
        hostLogin.becomePassword());
  }

  private static Map<String, Object> hostFacts(String name, String address) {
    var hostFacts = new LinkedHashMap<String, Object>();
    hostFacts.put("name", name);
    hostFacts.put("address", address);
    FACTS.forEach(fact -> hostFacts.put(fact, TOLD));
    return hostFacts;
  }

  private static void checkNames(Host host, Problems problems) {
    host.vars()
        .forEach((name, value) -> {
          if (VariableNames.RESERVED.contains(name)) {
            problems.add(
                value.at(), VariableNames.objection(name).orElseThrow(), "choose another name");
          }
        });
  }
}
