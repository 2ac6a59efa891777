package runbook.modules.etcd.settings;

import java.util.List;

/** Checks that TLS protects a member. */
record SecurityCheck(SettingsRemarks settingsRemarks) {

  void check(GivenOptions givenOptions) {
    side(givenOptions, "", List.of("listen-client-urls", "advertise-client-urls"));
    side(givenOptions, "peer-", List.of("listen-peer-urls", "initial-advertise-peer-urls"));
  }

  private void side(GivenOptions givenOptions, String prefix, List<String> urls) {
    var cert = givenOptions.get(prefix + "cert-file");
    var key = givenOptions.get(prefix + "key-file");
    var auto = givenOptions.get(prefix + "auto-tls").filter(t -> t.text().equals("true"));
    if (cert.isPresent() && auto.isPresent()) {
      settingsRemarks.error(
          auto.get(),
          "etcd ignores '%1$sauto-tls' if '%1$scert-file' is set".formatted(prefix),
          "remove one of them");
    }
    if (cert.isPresent() && givenOptions.lacks(prefix + "key-file")) {
      settingsRemarks.error(
          cert.get(), "'%1$scert-file' needs '%1$skey-file'".formatted(prefix), "");
    }
    if (key.isPresent() && givenOptions.lacks(prefix + "cert-file")) {
      settingsRemarks.error(
          key.get(), "'%1$skey-file' needs '%1$scert-file'".formatted(prefix), "");
    }
    authority(givenOptions, prefix);
    if (cert.isPresent()) {
      urls.forEach(name -> plain(givenOptions, name, prefix));
    } else if (givenOptions.lacks(prefix + "cert-file") && auto.isEmpty()) {
      urls.forEach(name -> unguarded(givenOptions, name));
    }
  }

  private void authority(GivenOptions givenOptions, String prefix) {
    givenOptions
        .get(prefix + "client-cert-auth")
        .filter(t -> t.text().equals("true") && givenOptions.lacks(prefix + "trusted-ca-file"))
        .ifPresent(givenOption ->
            settingsRemarks.error(
                givenOption,
                "'%1$sclient-cert-auth' needs '%1$strusted-ca-file' to check clients"
                    .formatted(prefix),
                ""));
  }

  /** A listener without TLS never requests a certificate, whatever else is set. */
  private void plain(GivenOptions givenOptions, String name, String prefix) {
    for (var optionItem : givenOptions.items(name)) {
      EtcdUrl.of(optionItem.text())
          .filter(etcdUrl -> !etcdUrl.isTls())
          .ifPresent(etcdUrl ->
              settingsRemarks.error(
                  optionItem,
                  "%s has no TLS, although '%scert-file' is set: it allows anyone to do anything"
                      .formatted(etcdUrl, prefix),
                  "write https://%s:%d".formatted(etcdUrl.host(), etcdUrl.port())));
    }
  }

  private void unguarded(GivenOptions givenOptions, String name) {
    for (var optionItem : givenOptions.items(name)) {
      EtcdUrl.of(optionItem.text())
          .filter(etcdUrl -> !etcdUrl.isTls() && !etcdUrl.isLoopback())
          .ifPresent(_ ->
              settingsRemarks.warning(
                  optionItem.path(),
                  "'%s' has no TLS: anyone who reaches the host can read and write".formatted(name),
                  "give etcd certificates, and write https"));
    }
  }
}
