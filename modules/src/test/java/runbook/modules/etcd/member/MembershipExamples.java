package runbook.modules.etcd.member;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import runbook.module.param.HostPath;
import runbook.modules.etcd.ClusterMember;
import runbook.modules.etcd.EtcdFailure;
import runbook.modules.etcd.Etcdctl;
import runbook.modules.etcd.MemberList;
import runbook.modules.etcd.member.EndpointAnswer.EndpointReachability;
import runbook.modules.etcd.member.MembershipState.EtcdUnit;
import runbook.modules.etcd.member.MembershipState.InitialClusterSettings;

/** Example states of a host in a cluster of three. */
final class MembershipExamples {

  static final long CLUSTER = 0xf9dd2b8f00c0ffeeL;

  static final MemberSettings SITE =
      new MemberSettings(
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

  /** Returns the settings of the same member with other peer URLs, or for a replacement. */
  static MemberSettings site(List<String> peerUrls, Optional<String> replaces) {
    return site(peerUrls, SITE.etcdctl(), replaces);
  }

  /** Returns the settings with another etcdctl. */
  static MemberSettings site(List<String> peerUrls, Etcdctl etcdctl, Optional<String> replaces) {
    return new MemberSettings(
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

  /** Returns the settings with these data folders. */
  static MemberSettings at(HostPath dataDir, HostPath walDir) {
    return new MemberSettings(
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

  private MembershipExamples() {}

  static ClusterMember member(int number) {
    return new ClusterMember(
        number,
        "etcd" + number,
        List.of("https://10.0.0.%d:2380".formatted(number)),
        List.of("https://10.0.0.%d:2379".formatted(number)),
        false);
  }

  static ClusterMember unstarted(int number, String name, boolean learner) {
    return new ClusterMember(
        number, name, List.of("https://10.0.0.%d:2380".formatted(number)), List.of(), learner);
  }

  static MemberList roster(ClusterMember... members) {
    return new MemberList(CLUSTER, List.of(members));
  }

  /** Returns the state of an empty host among empty hosts. */
  static MembershipState bare() {
    var peers =
        SITE.endpoints().stream()
            .map(url -> peer(url, EndpointReachability.REFUSED, Optional.empty()))
            .toList();
    return new MembershipState(
        DataDirState.NONE,
        InitialClusterSettings.NONE,
        new EtcdUnit("", List.of()),
        Optional.empty(),
        peers,
        false);
  }

  private static EndpointAnswer peer(
      String url, EndpointReachability endpointReachability, Optional<EtcdFailure> trouble) {
    return new EndpointAnswer(
        url, endpointReachability, 0, 0, false, Optional.empty(), trouble, List.of());
  }

  /** Returns a state in which the first two members answer with this list. */
  static MembershipState among(MemberList memberList) {
    return among(memberList, 1, 2);
  }

  /** Returns a state in which these members answer. */
  static MembershipState among(MemberList memberList, int... answering) {
    var peers = new ArrayList<>(bare().peers());
    for (int i : answering) {
      var url = SITE.endpoints().get(i - 1);
      peers.set(
          i - 1,
          new EndpointAnswer(
              url,
              EndpointReachability.OPEN,
              i,
              1,
              true,
              Optional.of(memberList),
              Optional.empty(),
              List.of()));
    }
    return with(bare(), peers);
  }

  /** Returns the same state, but the answering members have no leader. */
  static MembershipState electing(MembershipState is) {
    return each(
        is,
        p ->
            new EndpointAnswer(
                p.endpoint(),
                p.endpointReachability(),
                p.id(),
                0,
                false,
                p.roster(),
                p.trouble(),
                List.of()));
  }

  static MembershipState with(MembershipState is, List<EndpointAnswer> peers) {
    return new MembershipState(
        is.dataDirState(),
        is.initialClusterSettings(),
        is.etcdUnit(),
        is.lacks(),
        peers,
        is.coming());
  }

  static MembershipState with(MembershipState is, DataDirState dataDirState) {
    return new MembershipState(
        dataDirState,
        is.initialClusterSettings(),
        is.etcdUnit(),
        is.lacks(),
        is.peers(),
        is.coming());
  }

  static MembershipState with(MembershipState is, InitialClusterSettings initialClusterSettings) {
    return new MembershipState(
        is.dataDirState(),
        initialClusterSettings,
        is.etcdUnit(),
        is.lacks(),
        is.peers(),
        is.coming());
  }

  /** Returns a state in which etcdctl lacks a file; the first member's port answers as given. */
  static MembershipState blind(EndpointReachability first) {
    var peers = new ArrayList<>(bare().peers());
    peers.set(0, peer(SITE.endpoints().getFirst(), first, Optional.empty()));
    return new MembershipState(
        DataDirState.NONE,
        bare().initialClusterSettings(),
        bare().etcdUnit(),
        Optional.of("/usr/local/bin/etcdctl"),
        peers,
        false);
  }

  static MembershipState barred(String why) {
    var peers = new ArrayList<>(bare().peers());
    var etcdFailure = EtcdFailure.of(List.of(why));
    peers.set(
        0, peer(SITE.endpoints().getFirst(), EndpointReachability.OPEN, Optional.of(etcdFailure)));
    return with(bare(), peers);
  }

  static MembershipState each(MembershipState is, UnaryOperator<EndpointAnswer> how) {
    return with(is, is.peers().stream().map(how).toList());
  }

  /** Returns a state in which this host and all others run their members. */
  static MembershipState whole() {
    return with(
        among(roster(member(1), member(2), member(3)), 1, 2, 3),
        new DataDirState(true, true, List.of(member(1), member(2), member(3))));
  }
}
