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
import runbook.modules.etcd.MemberList;
import runbook.modules.etcd.member.EndpointAnswer.EndpointReachability;
import runbook.step.Target;

/** A host in memory that is a healthy member of any cluster. */
public final class FakeMember implements Target {

  @Override
  public List<Knowledge<?>> look(List<? extends Fact<?>> facts, TargetOptions targetOptions) {
    return facts.stream().<Knowledge<?>>map(FakeMember::sight).toList();
  }

  private static Knowledge<?> sight(Fact<?> fact) {
    return fact instanceof MembershipFact(MemberSettings memberSettings)
        ? new Known<>(whole(memberSettings))
        : new Invalid<>("this host knows nothing but etcd");
  }

  private static MembershipState whole(MemberSettings memberSettings) {
    var own = MembershipExamples.member(1).at(memberSettings.name(), memberSettings.peerUrls());
    var endpointAnswer =
        new EndpointAnswer(
            memberSettings.endpoints().getFirst(),
            EndpointReachability.OPEN,
            own.id(),
            own.id(),
            true,
            Optional.of(new MemberList(1, List.of(own))),
            Optional.empty(),
            List.of());
    return MembershipExamples.with(
        MembershipExamples.with(MembershipExamples.bare(), List.of(endpointAnswer)),
        new DataDirState(true, true, List.of()));
  }

  @Override
  public PerformedChanges perform(
      List<Change> changes, List<? extends Fact<?>> again, TargetOptions targetOptions) {
    return new PerformedChanges(Optional.empty(), look(again, targetOptions));
  }

  @Override
  public Map<String, String> loginFacts() {
    return Map.of("user", "root");
  }

  @Override
  public Traffic traffic() {
    return new Traffic(0, 0, 0);
  }

  @Override
  public void close() {}
}
