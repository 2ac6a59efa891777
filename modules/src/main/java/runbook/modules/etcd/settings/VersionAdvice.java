package runbook.modules.etcd.settings;

import java.util.Map;

/** What to say of an option that a version does not know. */
final class VersionAdvice {

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

  private VersionAdvice() {}

  static String message(EtcdOption etcdOption, MinorVersion minorVersion) {
    if (etcdOption.gone().isPresent() && !minorVersion.isBefore(etcdOption.gone().get())) {
      return "'%s' is gone since etcd %s; this is for %s"
          .formatted(etcdOption.name(), etcdOption.gone().get(), minorVersion);
    }
    return "'%s' came with etcd %s; this is for %s"
        .formatted(
            etcdOption.name(),
            etcdOption.former().map(EtcdOption.FormerName::since).orElse(etcdOption.since()),
            minorVersion);
  }

  static String advice(GivenOption givenOption) {
    var name = givenOption.etcdOption().name();
    return name.startsWith("proxy")
        ? "leave it out: 'etcd grpc-proxy' has taken its place"
        : ADVICE.getOrDefault(name, "leave it out");
  }
}
