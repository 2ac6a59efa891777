package runbook.modules.etcd.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import runbook.modules.etcd.Member;
import runbook.modules.etcd.Roster;

/** Whether the members a cluster knows are those it shall have. */
record Membership(Wanted wanted, List<Testimony> said) {

  List<Finding> findings() {
    var findings = new ArrayList<Finding>();
    var lists = said.stream().flatMap(t -> t.roster().stream()).distinct().toList();
    if (lists.isEmpty()) {
      return List.of(Finding.fail("members", "no member tells who the others are"));
    }
    if (lists.size() > 1) {
      findings.add(Finding.fail("members", "not every member lists the same: " + told()));
    }
    var roster = lists.getFirst();
    var problems = Stream.concat(missing(roster), foreign(roster)).toList();
    findings.add(
        problems.isEmpty()
            ? Finding.ok("members", names(roster))
            : Finding.fail("members", String.join("; ", problems)));
    findings.add(all(roster, m -> !m.started(), "started", "all", "have not started: "));
    findings.add(all(roster, Member::learner, "voters", "all", "are learners still: "));
    findings.add(loopback(roster));
    findings.add(size(roster.voters().count()));
    return findings;
  }

  private String told() {
    return said.stream()
        .filter(t -> t.roster().isPresent())
        .map(t -> "%s says %s".formatted(t.name(), names(t.roster().get())))
        .collect(Collectors.joining("; "));
  }

  private static String names(Roster roster) {
    return roster.members().stream()
        .map(m -> m.name().isEmpty() ? m.hex() : m.name())
        .collect(Collectors.joining(", "));
  }

  private Stream<String> missing(Roster roster) {
    return wanted.places().stream()
        .flatMap(place -> {
          var found = roster.at(List.of(place.peer()));
          if (found.isEmpty()) {
            return Stream.of("%s at %s is missing".formatted(place.name(), place.peer()));
          }
          var member = found.get();
          var wrong = new ArrayList<String>();
          if (member.started() && !member.name().equals(place.name())) {
            wrong.add("%s is called %s".formatted(place.name(), member.name()));
          }
          if (member.started() && !member.clientUrls().contains(place.client())) {
            wrong.add(
                "%s tells clients to come to %s, and not to %s"
                    .formatted(
                        place.name(), String.join(",", member.clientUrls()), place.client()));
          }
          return wrong.stream();
        });
  }

  private Stream<String> foreign(Roster roster) {
    var peers = wanted.places().stream().map(Wanted.Place::peer).toList();
    return roster.members().stream()
        .filter(member -> !member.at(peers))
        .map(member -> "%s should not be there".formatted(member));
  }

  private static Finding all(
      Roster roster, Predicate<Member> bad, String check, String fine, String otherwise) {
    var those =
        roster.members().stream()
            .filter(bad)
            .map(Member::toString)
            .collect(Collectors.joining(", "));
    return those.isEmpty() ? Finding.ok(check, fine) : Finding.fail(check, otherwise + those);
  }

  /** Clients elsewhere would be sent to themselves. */
  private static Finding loopback(Roster roster) {
    var sent =
        roster.members().stream()
            .filter(member ->
                Stream.concat(member.clientUrls().stream(), member.peerUrls().stream())
                    .anyMatch(url -> url.matches("https?://(127\\..*|localhost:.*|\\[::1].*)")))
            .map(Member::name)
            .collect(Collectors.joining(", "));
    return sent.isEmpty() || roster.members().size() == 1
        ? Finding.ok("advertised", "no loopback addresses")
        : Finding.fail("advertised", "loopback addresses, which lead others astray, by " + sent);
  }

  private static Finding size(long voters) {
    long quorum = voters / 2 + 1;
    var text = "%d members: %d must be up, %d may fail".formatted(voters, quorum, voters - quorum);
    if (voters == 1) {
      return Finding.warn("size", text);
    }
    return voters % 2 == 1
        ? Finding.ok("size", text)
        : Finding.warn("size", text + ", the same as with " + (voters - 1));
  }
}
