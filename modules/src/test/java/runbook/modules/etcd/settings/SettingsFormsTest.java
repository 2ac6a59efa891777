package runbook.modules.etcd.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Tests of one model of settings in each format that etcd reads. */
class SettingsFormsTest {

  @TempDir private Path folder;

  private static final Map<String, Object> MEMBER =
      Map.of(
          "name", "etcd1",
          "listen-client-urls", List.of("https://10.0.0.1:2379", "https://127.0.0.1:2379"),
          "advertise-client-urls", "https://10.0.0.1:2379",
          "cert-file", "/etc/etcd/pki/server.crt",
          "key-file", "/etc/etcd/pki/server.key",
          "auto-compaction-retention", "1",
          "quota-backend-bytes", "6442450944",
          "grpc-keepalive-min-time", "1m30s",
          "log-outputs", List.of("stderr"));

  @Test
  @SuppressWarnings("unchecked") // a YAML document is a map here
  void valuesInFileHaveTypesThatEtcdReads() throws Exception {
    var text =
        SettingsTemplates.of("config.yml.mustache", SettingsTemplates.settings("3.5.16", MEMBER));
    var read = (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(text);
    assertEquals("https://10.0.0.1:2379,https://127.0.0.1:2379", read.get("listen-client-urls"));
    assertEquals("1", read.get("auto-compaction-retention"));
    assertEquals(6442450944L, read.get("quota-backend-bytes"));
    assertEquals(90_000_000_000L, read.get("grpc-keepalive-min-time"));
    assertEquals(List.of("stderr"), read.get("log-outputs"));
    assertEquals(
        Map.of("cert-file", "/etc/etcd/pki/server.crt", "key-file", "/etc/etcd/pki/server.key"),
        read.get("client-transport-security"));
  }

  @Test
  void eachFlagIsOneWordOnCommandLine() throws Exception {
    var text =
        SettingsTemplates.of(
            "flags.service.mustache", SettingsTemplates.settings("3.5.16", MEMBER));
    assertTrue(
        text.contains(
            """
            ExecStart=/usr/local/bin/etcd \\
              --name=etcd1 \\
              --listen-client-urls=https://10.0.0.1:2379,https://127.0.0.1:2379 \\
            """),
        text);
    assertTrue(text.contains("  --log-outputs=stderr\nRestart=on-failure\n"), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"environment.mustache", "default.mustache"})
  void shellCanReadEnvironmentFile(String template) throws Exception {
    var text = SettingsTemplates.of(template, SettingsTemplates.settings("3.5.16", MEMBER));
    assertEquals("6442450944", inShell(text, "ETCD_QUOTA_BACKEND_BYTES"));
    assertEquals("/etc/etcd/pki/server.crt", inShell(text, "ETCD_CERT_FILE"));
    assertEquals("1m30s", inShell(text, "ETCD_GRPC_KEEPALIVE_MIN_TIME"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b",
        "50%n",
        "$HOME",
        "${HOME}",
        "it's",
        "\"q\"",
        "back\\slash",
        "`id`",
        "#a;b",
        ""
      })
  void specialCharactersAreKept(String value) throws Exception {
    var settings = SettingsTemplates.settings("3.5.16", Map.of("initial-cluster-token", value));
    var yaml = SettingsTemplates.of("config.yml.mustache", settings);
    assertEquals(
        Map.of("initial-cluster-token", value),
        new Load(LoadSettings.builder().build()).loadFromString(yaml));
    var environment = SettingsTemplates.of("environment.mustache", settings);
    assertEquals(value, inShell(environment, "ETCD_INITIAL_CLUSTER_TOKEN"));
  }

  @Test
  void lineBreakCannotInjectASetting() {
    var settings =
        SettingsTemplates.settings("3.5.16", Map.of("name", "a\nforce-new-cluster: true"));
    assertEquals(
        List.of("'name' contains a line break or control character"),
        settings.remarks().stream().map(r -> r.message()).toList());
  }

  private String inShell(String text, String variable) throws Exception {
    var file = Files.writeString(folder.resolve("environment"), text);
    var process =
        new ProcessBuilder(
                "sh",
                "-c",
                "set -eu; . \"$1\"; eval \"printf %s \\\"\\$$2\\\"\"",
                "sh",
                file.toString(),
                variable)
            .redirectErrorStream(true)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }
}
