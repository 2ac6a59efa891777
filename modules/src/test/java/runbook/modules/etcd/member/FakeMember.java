package runbook.modules.etcd.member;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.connection.Traffic;
import runbook.knowledge.Invalid;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Known;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.modules.etcd.Roster;
import runbook.modules.etcd.member.Peer.Door;
import runbook.step.Target;

/** A host in memory that is a whole member of whatever cluster it is asked about. */
public final class FakeMember implements Target {

  @Override
  public List<Knowledge<?>> look(List<? extends Fact<?>> facts, Manner manner) {
    return facts.stream().<Knowledge<?>>map(FakeMember::sight).toList();
  }

  private static Knowledge<?> sight(Fact<?> fact) {
    return fact instanceof StandingFact(Site site)
        ? new Known<>(whole(site))
        : new Invalid<>("this host knows nothing but etcd");
  }

  private static Standing whole(Site site) {
    var own = Standings.member(1).at(site.name(), site.peerUrls());
    var peer =
        new Peer(
            site.endpoints().getFirst(),
            Door.OPEN,
            own.id(),
            own.id(),
            true,
            Optional.of(new Roster(1, List.of(own))),
            Optional.empty(),
            List.of());
    return Standings.with(
        Standings.with(Standings.bare(), List.of(peer)), new Data(true, true, List.of()));
  }

  @Override
  public Performed perform(List<Change> changes, List<? extends Fact<?>> again, Manner manner) {
    return new Performed(Optional.empty(), look(again, manner));
  }

  @Override
  public Map<String, String> greeting() {
    return Map.of("user", "root");
  }

  @Override
  public Traffic traffic() {
    return new Traffic(0, 0, 0);
  }

  @Override
  public void close() {}
}
