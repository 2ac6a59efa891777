package runbook.modules.etcd.settings;

import java.util.Map;

/** What to say of an option that a version does not know. */
final class Versions {

  private static final Map<String, String> ADVICE =
      Map.of(
          "debug", "write log-level: debug",
          "log-package-levels", "write log-level, which holds for all of etcd",
          "enable-v2",
              "leave it out, and see with 'etcdutl check v2store' that nothing is left there",
          "experimental-enable-v2v3", "leave it out: the v2 API is gone",
          "discovery", "name the members in initial-cluster",
          "discovery-fallback", "leave it out: there is nothing to fall back to",
          "discovery-proxy", "leave it out: the v2 discovery is gone");

  private Versions() {}

  static String fault(Option option, Version version) {
    if (option.gone().isPresent() && !version.isBefore(option.gone().get())) {
      return "'%s' is gone since etcd %s; this is for %s"
          .formatted(option.name(), option.gone().get(), version);
    }
    return "'%s' came with etcd %s; this is for %s"
        .formatted(
            option.name(),
            option.former().map(Option.Former::since).orElse(option.since()),
            version);
  }

  static String advice(Told told) {
    var name = told.option().name();
    return name.startsWith("proxy")
        ? "leave it out: 'etcd grpc-proxy' has taken its place"
        : ADVICE.getOrDefault(name, "leave it out");
  }
}
