package runbook.modules.etcd.settings;

import java.util.Map;

/** Messages and advice for options that a version does not have. */
final class VersionAdvice {

  private static final Map<String, String> ADVICE =
      Map.of(
          "debug", "write log-level: debug",
          "log-package-levels", "write log-level, which applies to all of etcd",
          "enable-v2",
              "remove it, and check with 'etcdutl check v2store' that no data is left there",
          "experimental-enable-v2v3", "remove it: the v2 API is gone",
          "discovery", "name the members in initial-cluster",
          "discovery-fallback", "remove it: there is no fallback any more",
          "discovery-proxy", "remove it: the v2 discovery is gone");

  private VersionAdvice() {}

  static String message(EtcdOption etcdOption, MinorVersion minorVersion) {
    if (etcdOption.gone().isPresent() && !minorVersion.isBefore(etcdOption.gone().get())) {
      return "'%s' was removed in etcd %s; this is for %s"
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
        ? "remove it: 'etcd grpc-proxy' replaces it"
        : ADVICE.getOrDefault(name, "remove it");
  }
}
