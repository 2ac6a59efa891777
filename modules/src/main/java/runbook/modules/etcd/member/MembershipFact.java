package runbook.modules.etcd.member;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import runbook.module.Change;
import runbook.module.Difference;
import runbook.module.Fact;
import runbook.module.ForeseenStates;
import runbook.module.Place;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.module.Unforeseeable;
import runbook.module.Unreadable;
import runbook.module.Write;
import runbook.module.param.HostPath;
import runbook.modules.etcd.ClusterMember;
import runbook.modules.etcd.MemberList;
import runbook.modules.file.FileFact;
import runbook.modules.systemd.UnitFact;
import runbook.modules.systemd.UnitName;

/** The membership of a host in its cluster. */
record MembershipFact(MemberSettings memberSettings) implements Fact<MembershipState> {

  @Override
  public String label() {
    return "etcd member " + memberSettings.name();
  }

  @Override
  public Script query(Detail detail) {
    return new MembershipQuery(memberSettings).script();
  }

  @Override
  public MembershipState read(ScriptOutput scriptOutput) throws Unreadable {
    return MembershipReader.read(memberSettings, scriptOutput);
  }

  @Override
  public List<Change> changes(MembershipState from, MembershipState to) {
    return new MembershipChanges(memberSettings).between(from, to);
  }

  @Override
  public List<Difference> differences(MembershipState from, MembershipState to) {
    var differences = new ArrayList<Difference>();
    if (from.dataDirState().there() && !to.dataDirState().there()) {
      differences.add(
          new Difference.ValueDifference(memberSettings.data(), "etcd's data", "moved aside"));
    }
    var before = from.cluster(memberSettings).map(MemberList::members).orElse(List.of());
    var after = to.cluster(memberSettings).map(MemberList::members).orElse(List.of());
    var gone = before.stream().filter(m -> !after.contains(m)).toList();
    var come = after.stream().filter(m -> !before.contains(m)).toList();
    for (int i = 0; i < Math.max(gone.size(), come.size()); i++) {
      differences.add(
          new Difference.ValueDifference(
              "member",
              i < gone.size() ? told(gone.get(i)) : "",
              i < come.size() ? told(come.get(i)) : "none"));
    }
    return List.copyOf(differences);
  }

  private String told(ClusterMember clusterMember) {
    var name = clusterMember.name().isEmpty() ? memberSettings.name() : clusterMember.name();
    return "%s %s at %s"
        .formatted(
            clusterMember.learner() ? "learner" : "voter",
            name,
            String.join(",", clusterMember.peerUrls()));
  }

  /** Returns the settings to start etcd with. */
  @Override
  public Map<String, Object> values(MembershipState state) {
    var values = new LinkedHashMap<String, Object>();
    if (new JoinDerivation(memberSettings).of(state)
        instanceof JoinPlan.StartSettings startSettings) {
      values.put("phase", startSettings.joinPhase().name().toLowerCase(Locale.ROOT));
      values.put("initial_cluster_state", startSettings.state());
      values.put("initial_cluster", startSettings.cluster());
      values.put(
          "initial_cluster_token", new JoinDerivation(memberSettings).token(startSettings, state));
    }
    return values;
  }

  @Override
  public List<Place> places() {
    return Stream.concat(
            folders().<Place>map(Place.Path::new),
            Stream.of(new Place.Unit(unit().name()), new Place.Setting("etcd", "members")))
        .toList();
  }

  @Override
  public List<Place> reads() {
    return files().<Place>map(Place.Path::new).toList();
  }

  /** The unit is stopped before its data is moved aside. */
  @Override
  public List<Write> writes(MembershipState from, MembershipState to) {
    var writes = new ArrayList<Write>();
    writes.add(Write.to(new Place.Setting("etcd", "members")));
    if (from.dataDirState().there() && !to.dataDirState().there()) {
      writes.add(Write.to(new Place.Unit(unit().name())));
      folders().forEach(path -> writes.add(Write.to(new Place.Path(path))));
    }
    return writes;
  }

  /**
   * If no process listens, there is no cluster, even if the host cannot query one yet. If one may
   * listen, the answer is known only after an earlier step brings the missing files.
   */
  @Override
  public MembershipState foresee(MembershipState seen, ForeseenStates earlier)
      throws Unforeseeable {
    boolean open = !seen.dataDirState().there() && seen.lacks().isPresent() && seen.mayListen();
    boolean filesToCome = earlier.changed(FileFact.class).stream().anyMatch(this::looksAt);
    boolean packagesToCome = !earlier.written(Place.Packages.class).isEmpty();
    boolean membersToCome = !earlier.changed(MembershipFact.class).isEmpty();
    if (open && (filesToCome || packagesToCome || membersToCome)) {
      throw new Unforeseeable(
          "a cluster may exist; it can be queried once the host has " + seen.lacks().get());
    }
    earlier.changed(UnitFact.class);
    return earlier
            .of(new UnitFact(unit()))
            .filter(unit -> !List.of("inactive", "failed").contains(unit.active()))
            .isPresent()
        ? seen.withStart()
        : seen;
  }

  private boolean looksAt(FileFact file) {
    return files().anyMatch(path -> path.equals(file.path()) || path.isBelow(file.path()));
  }

  private UnitName unit() {
    return new UnitName(memberSettings.unit());
  }

  private Stream<HostPath> folders() {
    return Stream.concat(memberSettings.dataDir().stream(), memberSettings.wal().stream());
  }

  private Stream<HostPath> files() {
    return Stream.of(
            memberSettings.etcdctl().files().stream(),
            memberSettings.config().stream(),
            memberSettings.dataDir().stream(),
            memberSettings.wal().stream())
        .flatMap(path -> path);
  }
}
