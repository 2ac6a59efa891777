package runbook.modules.etcd.settings;

import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;

/** Whether the member is one of those the cluster begins with, and can be told from the others. */
record ClusterCheck(Findings findings) {

  void check(Model model) {
    for (var item : model.items("initial-cluster")) {
      int equals = item.text().indexOf('=');
      if (equals <= 0 || Url.of(item.text().substring(equals + 1)).isEmpty()) {
        findings.wrong(
            item,
            "'%s' of 'initial-cluster' is not NAME=URL".formatted(item.text()),
            "write etcd1=https://ADDRESS:2380");
      }
    }
    var members = model.members();
    doubles(members);
    even(model, members);
    var name = model.get("name");
    if (name.isPresent() && !members.isEmpty()) {
      own(model, name.get(), members);
    }
  }

  private void doubles(List<Model.Member> members) {
    var names = new HashMap<String, String>();
    for (var member : members) {
      var other = names.putIfAbsent(member.url(), member.name());
      if (other != null) {
        findings.wrong(
            new Told.Item("", member.path()),
            "'%s' has the URL %s of '%s'".formatted(member.name(), member.url(), other),
            "each member has an address of its own");
      }
    }
  }

  private void even(Model model, List<Model.Member> members) {
    long count = members.stream().map(Model.Member::name).distinct().count();
    // Who joins keeps what was written then, whatever has become of the cluster.
    boolean joins =
        model.get("initial-cluster-state").filter(s -> s.text().equals("existing")).isPresent();
    if (count > 1 && count % 2 == 0 && !joins) {
      findings.doubtful(
          model.get("initial-cluster").orElseThrow().path(),
          "%d members: the quorum is %d, so %d may fail, as with %d members"
              .formatted(count, count / 2 + 1, count - count / 2 - 1, count - 1),
          "an odd number of members is as safe and costs less");
    }
  }

  private void own(Model model, Told name, List<Model.Member> members) {
    var own = members.stream().filter(m -> m.name().equals(name.text())).toList();
    if (own.isEmpty()) {
      findings.wrong(
          name,
          "'%s' is not in 'initial-cluster'".formatted(name.text()),
          "it has "
              + members.stream()
                  .map(Model.Member::name)
                  .distinct()
                  .collect(Collectors.joining(", ")));
      return;
    }
    var urls = own.stream().map(m -> plain(m.url())).sorted().toList();
    var advertised = model.items("initial-advertise-peer-urls");
    if (!advertised.isEmpty()
        && !advertised.stream().map(i -> plain(i.text())).sorted().toList().equals(urls)) {
      findings.wrong(
          advertised.getFirst(),
          "'initial-advertise-peer-urls' is not what 'initial-cluster' has for '%s'"
              .formatted(name.text()),
          "it has " + String.join(", ", urls));
    }
  }

  private static String plain(String url) {
    return Url.of(url).map(Url::toString).orElse(url);
  }
}
