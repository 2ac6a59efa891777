package runbook.modules.etcd.settings;

/** Whether members and clients can call the member by the addresses it is told. */
record AddressCheck(Findings findings) {

  void check(Model model) {
    for (var told : model.told().values()) {
      if (told.option().kind().holdsUrls()) {
        for (var item : told.items()) {
          one(model, told.option(), item);
        }
      }
    }
    if (!model.lacks("listen-client-urls") && model.lacks("advertise-client-urls")) {
      model
          .get("listen-client-urls")
          .ifPresent(told ->
              findings.wrong(
                  told,
                  "'listen-client-urls' needs 'advertise-client-urls' beside it",
                  "say by which URLs clients call this member"));
    }
  }

  private void one(Model model, Option option, Told.Item item) {
    var url = Url.of(item.text());
    if (url.isEmpty()) {
      findings.wrong(
          item,
          "'%s' of '%s' is not one URL with a port".formatted(item.text(), option.name()),
          "write https://ADDRESS:PORT with one address; several URLs are a list");
    } else if (option.kind() == Kind.LISTEN) {
      listen(option, item, url.get());
    } else {
      advertise(model, option, item, url.get());
    }
  }

  private void listen(Option option, Told.Item item, Url url) {
    if (url.isName()) {
      findings.wrong(
          item,
          "etcd listens on addresses, and '%s' is a name".formatted(url.host()),
          "write the host's IP address");
    }
    if (url.isAnywhere()) {
      findings.doubtful(
          item.path(),
          "'%s' listens on every address the host has".formatted(option.name()),
          "name the address that members and clients call");
    }
    if (option.name().equals("listen-metrics-urls") && !url.isTls() && !url.isLoopback()) {
      findings.doubtful(
          item.path(),
          "'listen-metrics-urls' shows metrics and health without TLS to whoever reaches the host",
          "listen on http://127.0.0.1:%d alone, or use https".formatted(url.port()));
    }
  }

  private void advertise(Model model, Option option, Told.Item item, Url url) {
    if (url.isLoopback() && model.isCluster()) {
      findings.wrong(
          item,
          "'%s' tells others to call %s, where they find themselves"
              .formatted(option.name(), url.host()),
          "advertise the address by which other hosts reach this one");
    }
    if (url.isAnywhere()) {
      findings.wrong(
          item,
          "'%s' is no address that anyone can call".formatted(url.host()),
          "advertise the address by which other hosts reach this one");
    }
    if (url.isPublic()) {
      findings.doubtful(
          item.path(),
          "%s is reachable from the internet".formatted(url.host()),
          "keep etcd on a private network, or see that a firewall guards its ports");
    }
  }
}
