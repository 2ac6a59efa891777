package runbook.modules.etcd.member;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import runbook.module.Answer;
import runbook.module.Change;
import runbook.module.Difference;
import runbook.module.Fact;
import runbook.module.Foreseen;
import runbook.module.Place;
import runbook.module.Script;
import runbook.module.Unforeseeable;
import runbook.module.Unreadable;
import runbook.module.Write;
import runbook.module.param.HostPath;
import runbook.modules.etcd.Member;
import runbook.modules.etcd.Roster;
import runbook.modules.file.FileFact;
import runbook.modules.systemd.UnitFact;
import runbook.modules.systemd.UnitName;

/** How a host stands towards its cluster. */
record StandingFact(Site site) implements Fact<Standing> {

  @Override
  public String label() {
    return "etcd member " + site.name();
  }

  @Override
  public Script query(Detail detail) {
    return new StandingQuery(site).script();
  }

  @Override
  public Standing read(Answer answer) throws Unreadable {
    return StandingAnswer.read(site, answer);
  }

  @Override
  public List<Change> changes(Standing from, Standing to) {
    return new Steps(site).between(from, to);
  }

  @Override
  public List<Difference> differences(Standing from, Standing to) {
    var differences = new ArrayList<Difference>();
    if (from.data().there() && !to.data().there()) {
      differences.add(new Difference.Value(site.data(), "etcd's data", "moved aside"));
    }
    var before = from.cluster(site).map(Roster::members).orElse(List.of());
    var after = to.cluster(site).map(Roster::members).orElse(List.of());
    var gone = before.stream().filter(m -> !after.contains(m)).toList();
    var come = after.stream().filter(m -> !before.contains(m)).toList();
    for (int i = 0; i < Math.max(gone.size(), come.size()); i++) {
      differences.add(
          new Difference.Value(
              "member",
              i < gone.size() ? told(gone.get(i)) : "",
              i < come.size() ? told(come.get(i)) : "none"));
    }
    return List.copyOf(differences);
  }

  private String told(Member member) {
    var name = member.name().isEmpty() ? site.name() : member.name();
    return "%s %s at %s"
        .formatted(
            member.learner() ? "learner" : "voter", name, String.join(",", member.peerUrls()));
  }

  /** What etcd shall be started with. */
  @Override
  public Map<String, Object> values(Standing state) {
    var values = new LinkedHashMap<String, Object>();
    if (new Derivation(site).of(state) instanceof Course.Way way) {
      values.put("phase", way.phase().name().toLowerCase(Locale.ROOT));
      values.put("initial_cluster_state", way.state());
      values.put("initial_cluster", way.cluster());
      values.put("initial_cluster_token", new Derivation(site).token(way, state));
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

  /** The unit is stopped before data are moved aside under it. */
  @Override
  public List<Write> writes(Standing from, Standing to) {
    var writes = new ArrayList<Write>();
    writes.add(Write.to(new Place.Setting("etcd", "members")));
    if (from.data().there() && !to.data().there()) {
      writes.add(Write.to(new Place.Unit(unit().name())));
      folders().forEach(path -> writes.add(Write.to(new Place.Path(path))));
    }
    return writes;
  }

  /**
   * Where nobody listens there is no cluster, whatever is missing to ask it; where somebody does,
   * the answer comes when the files are there that an earlier step would bring.
   */
  @Override
  public Standing foresee(Standing seen, Foreseen earlier) throws Unforeseeable {
    boolean open = !seen.data().there() && seen.lacks().isPresent() && seen.mayListen();
    boolean filesToCome = earlier.changed(FileFact.class).stream().anyMatch(this::looksAt);
    boolean packagesToCome = !earlier.written(Place.Packages.class).isEmpty();
    boolean membersToCome = !earlier.changed(StandingFact.class).isEmpty();
    if (open && (filesToCome || packagesToCome || membersToCome)) {
      throw new Unforeseeable(
          "a cluster may be there; it can be asked once the host has " + seen.lacks().get());
    }
    earlier.changed(UnitFact.class);
    return earlier
            .of(new UnitFact(unit()))
            .filter(unit -> !List.of("inactive", "failed").contains(unit.active()))
            .isPresent()
        ? seen.started()
        : seen;
  }

  private boolean looksAt(FileFact file) {
    return files().anyMatch(path -> path.equals(file.path()) || path.isBelow(file.path()));
  }

  private UnitName unit() {
    return new UnitName(site.unit());
  }

  private Stream<HostPath> folders() {
    return Stream.concat(site.dataDir().stream(), site.wal().stream());
  }

  private Stream<HostPath> files() {
    return Stream.of(
            site.etcdctl().files().stream(),
            site.config().stream(),
            site.dataDir().stream(),
            site.wal().stream())
        .flatMap(path -> path);
  }
}
