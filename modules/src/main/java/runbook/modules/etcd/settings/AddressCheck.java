package runbook.modules.etcd.settings;

/** Checks that members and clients can reach the member at its addresses. */
record AddressCheck(SettingsRemarks settingsRemarks) {

  void check(GivenOptions givenOptions) {
    for (var givenOption : givenOptions.known().values()) {
      if (givenOption.etcdOption().optionKind().holdsUrls()) {
        for (var optionItem : givenOption.items()) {
          one(givenOptions, givenOption.etcdOption(), optionItem);
        }
      }
    }
    if (!givenOptions.lacks("listen-client-urls") && givenOptions.lacks("advertise-client-urls")) {
      givenOptions
          .get("listen-client-urls")
          .ifPresent(givenOption ->
              settingsRemarks.error(
                  givenOption,
                  "'listen-client-urls' needs 'advertise-client-urls'",
                  "give the URLs at which clients reach this member"));
    }
  }

  private void one(
      GivenOptions givenOptions, EtcdOption etcdOption, GivenOption.OptionItem optionItem) {
    var url = EtcdUrl.of(optionItem.text());
    if (url.isEmpty()) {
      settingsRemarks.error(
          optionItem,
          "'%s' of '%s' is not one URL with a port".formatted(optionItem.text(), etcdOption.name()),
          "write https://ADDRESS:PORT with one address; several URLs are a list");
    } else if (etcdOption.optionKind() == OptionKind.LISTEN) {
      listen(etcdOption, optionItem, url.get());
    } else {
      advertise(givenOptions, etcdOption, optionItem, url.get());
    }
  }

  private void listen(EtcdOption etcdOption, GivenOption.OptionItem optionItem, EtcdUrl etcdUrl) {
    if (etcdUrl.isName()) {
      settingsRemarks.error(
          optionItem,
          "etcd listens on addresses, and '%s' is a name".formatted(etcdUrl.host()),
          "write the host's IP address");
    }
    if (etcdUrl.isAnywhere()) {
      settingsRemarks.warning(
          optionItem.path(),
          "'%s' listens on every address the host has".formatted(etcdOption.name()),
          "give the address that members and clients use");
    }
    if (etcdOption.name().equals("listen-metrics-urls")
        && !etcdUrl.isTls()
        && !etcdUrl.isLoopback()) {
      settingsRemarks.warning(
          optionItem.path(),
          "'listen-metrics-urls' shows metrics and health without TLS to anyone on the network",
          "listen on http://127.0.0.1:%d only, or use https".formatted(etcdUrl.port()));
    }
  }

  private void advertise(
      GivenOptions givenOptions,
      EtcdOption etcdOption,
      GivenOption.OptionItem optionItem,
      EtcdUrl etcdUrl) {
    if (etcdUrl.isLoopback() && givenOptions.isCluster()) {
      settingsRemarks.error(
          optionItem,
          "'%s' sends other hosts to %s, where they reach themselves"
              .formatted(etcdOption.name(), etcdUrl.host()),
          "advertise the address by which other hosts reach this one");
    }
    if (etcdUrl.isAnywhere()) {
      settingsRemarks.error(
          optionItem,
          "'%s' is not an address that other hosts can use".formatted(etcdUrl.host()),
          "advertise the address by which other hosts reach this one");
    }
    if (etcdUrl.isPublic()) {
      settingsRemarks.warning(
          optionItem.path(),
          "%s is reachable from the internet".formatted(etcdUrl.host()),
          "keep etcd on a private network, or protect its ports with a firewall");
    }
  }
}
