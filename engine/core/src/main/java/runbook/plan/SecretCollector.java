package runbook.plan;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import runbook.inventory.Inventory;
import runbook.playbook.Barrier;
import runbook.playbook.Play;
import runbook.playbook.PlayElement;
import runbook.playbook.Playbook;
import runbook.playbook.RollingBlock;
import runbook.playbook.Task;
import runbook.value.SecretMasker;
import runbook.value.ValueResolver;
import runbook.yaml.Node;

/**
 * Finds all values tagged as secret, also those that nothing uses: a host can show one that it was
 * given earlier.
 */
final class SecretCollector {

  private final SecretMasker secretMasker;

  /** Hosts share the variables of their groups. */
  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  SecretCollector(SecretMasker secretMasker) {
    this.secretMasker = secretMasker;
  }

  void inventory(Inventory inventory) {
    inventory.hosts().values().forEach(host -> nodes(host.vars().values()));
  }

  void playbook(Playbook playbook) {
    playbook.plays().forEach(this::play);
  }

  void nodes(Collection<? extends Node> nodes) {
    nodes.forEach(this::node);
  }

  private void play(Play play) {
    nodes(play.vars().values());
    nodes(play.defaults().values());
    play.elements().forEach(this::element);
    play.handlers().forEach(this::task);
  }

  private void element(PlayElement playElement) {
    switch (playElement) {
      case Task task -> task(task);
      case Barrier barrier -> nodes(barrier.vars().values());
      case RollingBlock rollingBlock -> {
        rollingBlock.gate().forEach(this::task);
        rollingBlock.tasks().forEach(this::task);
      }
    }
  }

  private void task(Task task) {
    nodes(task.inherited().vars().values());
    nodes(task.inherited().fileSearchPath().defaults().values());
    task.settings().loop().ifPresent(this::node);
    node(task.arguments());
  }

  private void node(Node node) {
    if (!seen.add(node)) {
      return;
    }
    switch (node) {
      case Node.Scalar scalar -> {
        if (scalar.secret() && ValueResolver.isConstant(scalar)) {
          secretMasker.add(scalar.raw());
        }
      }
      case Node.Sequence list -> nodes(list.items());
      case Node.Mapping map -> map.entries().forEach(entry -> node(entry.value()));
    }
  }
}
