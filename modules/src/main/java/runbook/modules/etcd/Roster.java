package runbook.modules.etcd;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The members of a cluster, as one of them lists them. */
public record Roster(long cluster, List<Member> members) {

  public Roster {
    members =
        members.stream()
            .sorted(Comparator.comparing(Member::name).thenComparing(m -> m.peerUrls().toString()))
            .toList();
  }

  /** What {@code etcdctl -w json member list} prints. */
  public static Roster of(Json json) {
    return new Roster(
        json.at("header").at("cluster_id").number(),
        json.at("members").items().stream().map(Member::of).toList());
  }

  public Optional<Member> at(List<String> peerUrls) {
    return first(member -> member.at(peerUrls));
  }

  public Optional<Member> named(String name) {
    return first(member -> member.name().equals(name));
  }

  public Optional<Member> first(Predicate<Member> which) {
    return members.stream().filter(which).findFirst();
  }

  public Stream<Member> voters() {
    return members.stream().filter(member -> !member.learner());
  }

  public Roster without(long id) {
    return new Roster(cluster, members.stream().filter(m -> m.id() != id).toList());
  }

  public Roster with(Member member) {
    var more = new ArrayList<>(members);
    more.add(member);
    return new Roster(cluster, more);
  }

  public Roster changed(long id, UnaryOperator<Member> how) {
    return new Roster(cluster, members.stream().map(m -> m.id() == id ? how.apply(m) : m).toList());
  }

  public String hex() {
    return Long.toHexString(cluster);
  }
}
