package runbook.modules.etcd.settings;

import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;

/** Checks that the member is one of the initial members, and unique among them. */
record ClusterCheck(SettingsRemarks settingsRemarks) {

  void check(GivenOptions givenOptions) {
    for (var optionItem : givenOptions.items("initial-cluster")) {
      int equals = optionItem.text().indexOf('=');
      if (equals <= 0 || EtcdUrl.of(optionItem.text().substring(equals + 1)).isEmpty()) {
        settingsRemarks.error(
            optionItem,
            "'%s' of 'initial-cluster' is not NAME=URL".formatted(optionItem.text()),
            "write etcd1=https://ADDRESS:2380");
      }
    }
    var members = givenOptions.members();
    doubles(members);
    even(givenOptions, members);
    var name = givenOptions.get("name");
    if (name.isPresent() && !members.isEmpty()) {
      own(givenOptions, name.get(), members);
    }
  }

  private void doubles(List<GivenOptions.InitialMember> members) {
    var names = new HashMap<String, String>();
    for (var initialMember : members) {
      var other = names.putIfAbsent(initialMember.url(), initialMember.name());
      if (other != null) {
        settingsRemarks.error(
            new GivenOption.OptionItem("", initialMember.path()),
            "'%s' has the URL %s of '%s'"
                .formatted(initialMember.name(), initialMember.url(), other),
            "each member needs its own address");
      }
    }
  }

  private void even(GivenOptions givenOptions, List<GivenOptions.InitialMember> members) {
    long count = members.stream().map(GivenOptions.InitialMember::name).distinct().count();
    // A member that joined keeps the list from that time, however the cluster has changed.
    boolean joins =
        givenOptions
            .get("initial-cluster-state")
            .filter(s -> s.text().equals("existing"))
            .isPresent();
    if (count > 1 && count % 2 == 0 && !joins) {
      settingsRemarks.warning(
          givenOptions.get("initial-cluster").orElseThrow().path(),
          "%d members: the quorum is %d, so %d may fail, as with %d members"
              .formatted(count, count / 2 + 1, count - count / 2 - 1, count - 1),
          "an odd number of members is as safe and costs less");
    }
  }

  private void own(
      GivenOptions givenOptions, GivenOption name, List<GivenOptions.InitialMember> members) {
    var own = members.stream().filter(m -> m.name().equals(name.text())).toList();
    if (own.isEmpty()) {
      settingsRemarks.error(
          name,
          "'%s' is not in 'initial-cluster'".formatted(name.text()),
          "it has "
              + members.stream()
                  .map(GivenOptions.InitialMember::name)
                  .distinct()
                  .collect(Collectors.joining(", ")));
      return;
    }
    var urls = own.stream().map(m -> plain(m.url())).sorted().toList();
    var advertised = givenOptions.items("initial-advertise-peer-urls");
    if (!advertised.isEmpty()
        && !advertised.stream().map(i -> plain(i.text())).sorted().toList().equals(urls)) {
      settingsRemarks.error(
          advertised.getFirst(),
          "'initial-advertise-peer-urls' differs from 'initial-cluster' for '%s'"
              .formatted(name.text()),
          "it has " + String.join(", ", urls));
    }
  }

  private static String plain(String url) {
    return EtcdUrl.of(url).map(EtcdUrl::toString).orElse(url);
  }
}
