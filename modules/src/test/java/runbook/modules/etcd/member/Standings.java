package runbook.modules.etcd.member;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import runbook.module.param.HostPath;
import runbook.modules.etcd.Cause;
import runbook.modules.etcd.Etcdctl;
import runbook.modules.etcd.Member;
import runbook.modules.etcd.Roster;
import runbook.modules.etcd.member.Peer.Door;
import runbook.modules.etcd.member.Standing.Settings;
import runbook.modules.etcd.member.Standing.Unit;

/** Standings of a host towards a cluster of three, to begin tests with. */
final class Standings {

  static final long CLUSTER = 0xf9dd2b8f00c0ffeeL;

  static final Site SITE =
      new Site(
          "etcd3",
          List.of("https://10.0.0.3:2380"),
          Map.of(
              "etcd1", "https://10.0.0.1:2380",
              "etcd2", "https://10.0.0.2:2380",
              "etcd3", "https://10.0.0.3:2380"),
          "etcd-cluster",
          List.of("https://10.0.0.1:2379", "https://10.0.0.2:2379", "https://10.0.0.3:2379"),
          Optional.of(new HostPath("/var/lib/etcd")),
          Optional.empty(),
          "etcd.service",
          List.of(),
          new Etcdctl(
              new HostPath("/usr/local/bin/etcdctl"),
              Optional.empty(),
              Optional.empty(),
              Optional.empty()),
          Optional.empty(),
          false);

  /** The same member elsewhere, or in the place of another. */
  static Site site(List<String> peerUrls, Optional<String> replaces) {
    return site(peerUrls, SITE.etcdctl(), replaces);
  }

  /** The same with another etcdctl. */
  static Site site(List<String> peerUrls, Etcdctl etcdctl, Optional<String> replaces) {
    return new Site(
        SITE.name(),
        peerUrls,
        SITE.members(),
        SITE.token(),
        SITE.endpoints(),
        SITE.dataDir(),
        SITE.walDir(),
        SITE.unit(),
        SITE.config(),
        etcdctl,
        replaces,
        replaces.isPresent());
  }

  /** The same member with its data in these places. */
  static Site at(HostPath dataDir, HostPath walDir) {
    return new Site(
        SITE.name(),
        SITE.peerUrls(),
        SITE.members(),
        SITE.token(),
        SITE.endpoints(),
        Optional.of(dataDir),
        Optional.of(walDir),
        SITE.unit(),
        SITE.config(),
        SITE.etcdctl(),
        SITE.replaces(),
        SITE.wholly());
  }

  static final String ALL =
      "etcd1=https://10.0.0.1:2380,etcd2=https://10.0.0.2:2380,etcd3=https://10.0.0.3:2380";

  private Standings() {}

  static Member member(int number) {
    return new Member(
        number,
        "etcd" + number,
        List.of("https://10.0.0.%d:2380".formatted(number)),
        List.of("https://10.0.0.%d:2379".formatted(number)),
        false);
  }

  static Member unstarted(int number, String name, boolean learner) {
    return new Member(
        number, name, List.of("https://10.0.0.%d:2380".formatted(number)), List.of(), learner);
  }

  static Roster roster(Member... members) {
    return new Roster(CLUSTER, List.of(members));
  }

  /** A host with nothing on it, among others that have nothing. */
  static Standing bare() {
    var peers =
        SITE.endpoints().stream().map(url -> peer(url, Door.REFUSED, Optional.empty())).toList();
    return new Standing(
        Data.NONE, Settings.NONE, new Unit("", List.of()), Optional.empty(), peers, false);
  }

  private static Peer peer(String url, Door door, Optional<Cause> trouble) {
    return new Peer(url, door, 0, 0, false, Optional.empty(), trouble, List.of());
  }

  /** The first two members answer, and know this cluster. */
  static Standing among(Roster roster) {
    return among(roster, 1, 2);
  }

  /** These members answer. */
  static Standing among(Roster roster, int... answering) {
    var peers = new ArrayList<>(bare().peers());
    for (int i : answering) {
      var url = SITE.endpoints().get(i - 1);
      peers.set(
          i - 1,
          new Peer(url, Door.OPEN, i, 1, true, Optional.of(roster), Optional.empty(), List.of()));
    }
    return with(bare(), peers);
  }

  /** Those who answer have no leader at the moment. */
  static Standing electing(Standing is) {
    return each(
        is,
        p ->
            new Peer(p.endpoint(), p.door(), p.id(), 0, false, p.roster(), p.trouble(), List.of()));
  }

  static Standing with(Standing is, List<Peer> peers) {
    return new Standing(is.data(), is.settings(), is.unit(), is.lacks(), peers, is.coming());
  }

  static Standing with(Standing is, Data data) {
    return new Standing(data, is.settings(), is.unit(), is.lacks(), is.peers(), is.coming());
  }

  static Standing with(Standing is, Settings settings) {
    return new Standing(is.data(), settings, is.unit(), is.lacks(), is.peers(), is.coming());
  }

  /** A host that lacks a file, and somebody listens at the first member's port. */
  static Standing blind(Door first) {
    var peers = new ArrayList<>(bare().peers());
    peers.set(0, peer(SITE.endpoints().getFirst(), first, Optional.empty()));
    return new Standing(
        Data.NONE,
        bare().settings(),
        bare().unit(),
        Optional.of("/usr/local/bin/etcdctl"),
        peers,
        false);
  }

  static Standing barred(String why) {
    var peers = new ArrayList<>(bare().peers());
    var cause = Cause.of(List.of(why));
    peers.set(0, peer(SITE.endpoints().getFirst(), Door.OPEN, Optional.of(cause)));
    return with(bare(), peers);
  }

  static Standing each(Standing is, UnaryOperator<Peer> how) {
    return with(is, is.peers().stream().map(how).toList());
  }

  /** The host runs its member, as do all others. */
  static Standing whole() {
    return with(
        among(roster(member(1), member(2), member(3)), 1, 2, 3),
        new Data(true, true, List.of(member(1), member(2), member(3))));
  }
}
