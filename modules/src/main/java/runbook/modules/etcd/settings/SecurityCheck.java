package runbook.modules.etcd.settings;

import java.util.List;

/** Whether what guards a member does so. */
record SecurityCheck(Findings findings) {

  void check(Model model) {
    side(model, "", List.of("listen-client-urls", "advertise-client-urls"));
    side(model, "peer-", List.of("listen-peer-urls", "initial-advertise-peer-urls"));
  }

  private void side(Model model, String prefix, List<String> urls) {
    var cert = model.get(prefix + "cert-file");
    var key = model.get(prefix + "key-file");
    var auto = model.get(prefix + "auto-tls").filter(t -> t.text().equals("true"));
    if (cert.isPresent() && auto.isPresent()) {
      findings.wrong(
          auto.get(),
          "etcd ignores '%1$sauto-tls' beside '%1$scert-file'".formatted(prefix),
          "leave one of them out");
    }
    if (cert.isPresent() && model.lacks(prefix + "key-file")) {
      findings.wrong(
          cert.get(), "'%1$scert-file' needs '%1$skey-file' beside it".formatted(prefix), "");
    }
    if (key.isPresent() && model.lacks(prefix + "cert-file")) {
      findings.wrong(
          key.get(), "'%1$skey-file' needs '%1$scert-file' beside it".formatted(prefix), "");
    }
    authority(model, prefix);
    if (cert.isPresent()) {
      urls.forEach(name -> plain(model, name, prefix));
    } else if (model.lacks(prefix + "cert-file") && auto.isEmpty()) {
      urls.forEach(name -> unguarded(model, name));
    }
  }

  private void authority(Model model, String prefix) {
    model
        .get(prefix + "client-cert-auth")
        .filter(t -> t.text().equals("true") && model.lacks(prefix + "trusted-ca-file"))
        .ifPresent(told ->
            findings.wrong(
                told,
                "'%1$sclient-cert-auth' needs '%1$strusted-ca-file' to tell whom to trust"
                    .formatted(prefix),
                ""));
  }

  /** A listener without TLS asks nobody for a certificate, whatever else is set. */
  private void plain(Model model, String name, String prefix) {
    for (var item : model.items(name)) {
      Url.of(item.text())
          .filter(url -> !url.isTls())
          .ifPresent(url ->
              findings.wrong(
                  item,
                  "%s is without TLS, although there is '%scert-file': whoever reaches it may do all"
                      .formatted(url, prefix),
                  "write https://%s:%d".formatted(url.host(), url.port())));
    }
  }

  private void unguarded(Model model, String name) {
    for (var item : model.items(name)) {
      Url.of(item.text())
          .filter(url -> !url.isTls() && !url.isLoopback())
          .ifPresent(_ ->
              findings.doubtful(
                  item.path(),
                  "'%s' is without TLS: whoever reaches the host reads and writes".formatted(name),
                  "give etcd certificates, and write https"));
    }
  }
}
