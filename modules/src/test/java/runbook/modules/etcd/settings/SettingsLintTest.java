package runbook.modules.etcd.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.module.param.FreeFormEntries;
import runbook.module.param.ValueRemark;
import runbook.module.param.ValueRemark.RemarkLevel;
import runbook.modules.template.ProgramSettings;
import runbook.tutorials.CoversRows;

/** Tests of errors and warnings for settings before any host is contacted. */
class SettingsLintTest {

  private static final Map<String, Object> THREE =
      Map.of(
          "e1",
          "https://10.0.0.1:2380",
          "e2",
          "https://10.0.0.2:2380",
          "e3",
          "https://10.0.0.3:2380");

  static Stream<Arguments> wrongSettingsAreRefused() {
    return Stream.of(
        row(
            Map.of(
                "initial-cluster",
                THREE,
                "advertise-client-urls",
                List.of("https://10.0.0.1:2379", "https://127.0.0.1:2379")),
            "advertise-client-urls/1: 'advertise-client-urls' sends other hosts to 127.0.0.1, where"
                + " they reach themselves"),
        row(
            Map.of("cert-file", "/c", "key-file", "/k", "auto-tls", "true"),
            "auto-tls: etcd ignores 'auto-tls' if 'cert-file' is set"),
        row(
            Map.of("peer-cert-file", "/c", "peer-key-file", "/k", "peer-auto-tls", "true"),
            "peer-auto-tls: etcd ignores 'peer-auto-tls' if 'peer-cert-file' is set"),
        row(
            Map.of("heartbeat-interval", "250", "election-timeout", "1000"),
            "election-timeout: 'election-timeout' (1000 ms) must be at least five times"
                + " 'heartbeat-interval' (250 ms)"),
        row(
            Map.of("heartbeat-interval", "250"),
            "heartbeat-interval: 'election-timeout' (1000 ms) must be at least five times"
                + " 'heartbeat-interval' (250 ms)"),
        row(
            Map.of("election-timeout", "60000"),
            "election-timeout: 'election-timeout' cannot be more than 50000 ms"),
        row(
            Map.of("name", "e9", "initial-cluster", THREE),
            "name: 'e9' is not in 'initial-cluster'"),
        row(
            Map.of(
                "name",
                "e1",
                "initial-cluster",
                THREE,
                "initial-advertise-peer-urls",
                "https://10.0.0.2:2380"),
            "initial-advertise-peer-urls: 'initial-advertise-peer-urls' differs from"
                + " 'initial-cluster' for 'e1'"),
        row(
            Map.of(
                "initial-cluster",
                "e1=https://10.0.0.1:2380,e2=https://10.0.0.1:2380,e3=https://10.0.0.3:2380"),
            "initial-cluster: 'e2' has the URL https://10.0.0.1:2380 of 'e1'"),
        row(
            Map.of(
                "listen-peer-urls",
                "https://node.lan:2380",
                "peer-cert-file",
                "/c",
                "peer-key-file",
                "/k"),
            "listen-peer-urls: etcd listens on addresses, and 'node.lan' is a name"),
        row(
            Map.of(
                "listen-client-urls",
                "https://10.0.0.1:2379,http://127.0.0.1:2379",
                "advertise-client-urls",
                "https://10.0.0.1:2379",
                "cert-file",
                "/c",
                "key-file",
                "/k"),
            "listen-client-urls: http://127.0.0.1:2379 has no TLS, although 'cert-file' is set: it"
                + " allows anyone to do anything"),
        row(
            Map.of("listen-metrics-urls", "http://10.0.0.1 10.0.0.9:2381"),
            "listen-metrics-urls: 'http://10.0.0.1 10.0.0.9:2381' of 'listen-metrics-urls' is not"
                + " one URL with a port"),
        row(
            Map.of("listen-client-urls", "http://127.0.0.1:2379"),
            "listen-client-urls: 'listen-client-urls' needs 'advertise-client-urls'"),
        row(
            Map.of("client-cert-auth", "true"),
            "client-cert-auth: 'client-cert-auth' needs 'trusted-ca-file' to check clients"),
        row(Map.of("cert-file", "/c"), "cert-file: 'cert-file' needs 'key-file'"),
        row(Map.of("data-dir", "etcd"), "data-dir: 'data-dir' is not an absolute path"),
        row(Map.of("pre-vote", "yes"), "pre-vote: 'pre-vote' must be true or false"),
        row(
            Map.of("initial-cluster-state", "joined"),
            "initial-cluster-state: 'initial-cluster-state' must be new or existing"),
        row(
            Map.of("lisen-peer-urls", "x"),
            "lisen-peer-urls: etcd has no setting 'lisen-peer-urls'"),
        row(
            Map.of("peer-transport-security", Map.of("crt-file", "/c")),
            "peer-transport-security/crt-file: 'peer-transport-security' of etcd has no setting"
                + " 'crt-file'"),
        row(Map.of("debug", "true"), "debug: 'debug' was removed in etcd 3.5; this is for 3.5"),
        row(
            Map.of("max-learners", "2"),
            "max-learners: 'max-learners' came with etcd 3.6; this is for 3.5"));
  }

  private static Arguments row(Map<String, Object> values, String said) {
    return Arguments.of(values, said);
  }

  @ParameterizedTest
  @MethodSource
  void wrongSettingsAreRefused(Map<String, Object> values, String said) {
    assertEquals(
        List.of(said), remarks(SettingsTemplates.settings("3.5.16", values), RemarkLevel.WRONG));
  }

  static Stream<Arguments> doubtfulSettingsCauseWarnings() {
    return Stream.of(
        Arguments.of(
            Map.of("quota-backend-bytes", "8589934593"),
            "quota-backend-bytes: 'quota-backend-bytes' is more than the 8 GiB that etcd is"
                + " designed for"),
        Arguments.of(
            Map.of("max-request-bytes", "33554432"),
            "max-request-bytes: 'max-request-bytes' is more than the 10 MiB that etcd is"
                + " designed for"),
        Arguments.of(
            Map.of("listen-metrics-urls", "http://10.0.0.1:2381"),
            "listen-metrics-urls: 'listen-metrics-urls' shows metrics and health without TLS to"
                + " anyone on the network"),
        Arguments.of(
            Map.of("initial-cluster", "a=https://10.0.0.1:2380,b=https://10.0.0.2:2380"),
            "initial-cluster: 2 members: the quorum is 2, so 0 may fail, as with 1 members"),
        Arguments.of(
            Map.of("advertise-client-urls", "https://8.8.8.8:2379"),
            "advertise-client-urls: 8.8.8.8 is reachable from the internet"));
  }

  @ParameterizedTest
  @MethodSource
  void doubtfulSettingsCauseWarnings(Map<String, Object> values, String said) {
    assertEquals(
        List.of(said), remarks(SettingsTemplates.settings("3.5.16", values), RemarkLevel.DOUBTFUL));
    assertEquals(
        List.of(), remarks(SettingsTemplates.settings("3.5.16", values), RemarkLevel.WRONG));
  }

  @Test
  @CoversRows("S2-02")
  void evenNumberOfMembersCausesRemark() {
    var members =
        Stream.of(1, 2, 3, 4, 5, 6)
            .map(n -> "e%1$d=https://10.0.0.%1$d:2380".formatted(n))
            .collect(Collectors.joining(","));
    assertEquals(
        List.of("initial-cluster: 6 members: the quorum is 4, so 2 may fail, as with 5 members"),
        remarks(
            SettingsTemplates.settings("3.5.16", Map.of("initial-cluster", members)),
            RemarkLevel.DOUBTFUL));
    // The setting is from the time when the member joined; 'etcd_verify' shows the current state.
    var joined =
        Map.<String, Object>of("initial-cluster", members, "initial-cluster-state", "existing");
    assertEquals(
        List.of(), remarks(SettingsTemplates.settings("3.5.16", joined), RemarkLevel.DOUBTFUL));
  }

  @Test
  @CoversRows("S2-28")
  void removedFlagsAreReportedWithHint() {
    for (var name : List.of("proxy", "enable-v2", "experimental-enable-v2v3", "discovery")) {
      var remarks = SettingsTemplates.settings("3.6.0", Map.of(name, "true")).remarks();
      assertEquals(
          List.of("'" + name + "' was removed in etcd 3.6; this is for 3.6"),
          remarks.stream().map(ValueRemark::message).toList());
      assertEquals(false, remarks.getFirst().hint().isEmpty());
    }
  }

  @Test
  void settingNameDependsOnVersion() {
    assertEquals("--experimental-corrupt-check-time", flag("3.5.30", "corrupt-check-time", "1h"));
    assertEquals("--corrupt-check-time", flag("3.6.0", "experimental-corrupt-check-time", "1h"));
    assertEquals(
        "--experimental-initial-corrupt-check=true",
        word("3.5.16", "feature-gates", Map.of("InitialCorruptCheck", "true")));
    assertEquals(
        "--feature-gates=InitialCorruptCheck=true",
        word("3.6.0", "experimental-initial-corrupt-check", "true"));
  }

  @Test
  void unknownSettingsAreNotChecked() {
    var settings =
        new ProgramSettings(
            new EtcdProgram(),
            Optional.empty(),
            Optional.empty(),
            new FreeFormEntries(
                Map.of("name", "e9", "cert-file", "/c"), Set.of("initial-cluster", "key-file")),
            FreeFormEntries.NONE,
            List.of());
    assertEquals(List.of(), settings.remarks());
  }

  @Test
  void overrideReplacesValue() {
    var settings =
        new ProgramSettings(
            new EtcdProgram(),
            Optional.of("3.5.16"),
            Optional.empty(),
            new FreeFormEntries(Map.of("election-timeout", "100"), Set.of()),
            new FreeFormEntries(Map.of("election-timeout", "2000"), Set.of()),
            List.of());
    assertEquals(List.of(), settings.remarks());
    assertEquals("--election-timeout=2000", first(settings).get("unit"));
  }

  @Test
  void settingsOfRunbookCannotBeSet() {
    var settings =
        new ProgramSettings(
            new EtcdProgram(),
            Optional.of("3.5.16"),
            Optional.of(ProgramSettings.Form.FILE),
            new FreeFormEntries(Map.of("name", "e1", "client-crl-file", "/crl"), Set.of()),
            FreeFormEntries.NONE,
            List.of("name"));
    assertEquals(
        List.of(
            "client-crl-file: 'client-crl-file' has no place in etcd's configuration file",
            "name: 'name' is also set elsewhere, and etcd does not start with both"),
        remarks(settings, RemarkLevel.WRONG));
  }

  private static String flag(String version, String name, Object value) {
    return (String) first(SettingsTemplates.settings(version, Map.of(name, value))).get("flag");
  }

  private static String word(String version, String name, Object value) {
    return (String) first(SettingsTemplates.settings(version, Map.of(name, value))).get("unit");
  }

  private static Map<?, ?> first(ProgramSettings settings) {
    return (Map<?, ?>) ((List<?>) settings.variables().get("options")).getFirst();
  }

  private static List<String> remarks(ProgramSettings settings, RemarkLevel remarkLevel) {
    return settings.remarks().stream()
        .filter(valueRemark -> valueRemark.remarkLevel() == remarkLevel)
        .map(r -> String.join("/", r.path().subList(1, r.path().size())) + ": " + r.message())
        .sorted()
        .toList();
  }
}
