package runbook.modules.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import runbook.module.ControllerResource;
import runbook.module.ScriptOutput;
import runbook.module.Unobtainable;
import runbook.module.Want;
import runbook.tutorials.CoversRows;

class DownloadReleaseTest {

  private static final String MIRROR =
      "https://example.org/v{version}/{name}-v{version}-linux-{arch}.tar.gz";

  private static DownloadRelease release(String version, String mirror, Optional<String> sha256) {
    return new DownloadRelease(
        "etcd",
        version,
        List.of(mirror),
        sha256,
        Optional.empty(),
        "SHA256SUMS",
        false,
        DownloadRelease.Downloader.CONTROLLER,
        Optional.empty(),
        Optional.empty(),
        Duration.ofSeconds(30));
  }

  private static ControllerResource supply(String machine) throws Exception {
    var want = release("3.5.16", MIRROR, Optional.empty()).wants().getFirst();
    return supply(assertInstanceOf(Want.Obtain.class, want), machine);
  }

  @SuppressWarnings("unchecked") // the only fact it depends on is the architecture
  private static ControllerResource supply(Want.Obtain<?> want, String machine) throws Exception {
    var obtain = (Want.Obtain<CpuArchitecture>) want;
    return obtain
        .supply()
        .apply(new ArchFact().read(new ScriptOutput(0, machine.getBytes(StandardCharsets.UTF_8))));
  }

  @ParameterizedTest
  @CsvSource({"x86_64,amd64", "aarch64,arm64", "ppc64le,ppc64le", "s390x,s390x"})
  @CoversRows("S0-07")
  void architectureIsReadFromHost(String machine, String arch) throws Exception {
    var release = assertInstanceOf(Release.class, supply(machine + "\n"));
    assertEquals(arch, release.arch());
    assertEquals(
        "https://example.org/v3.5.16/etcd-v3.5.16-linux-%s.tar.gz".formatted(arch),
        release.mirrorUrls().of("etcd", "3.5.16", arch).getFirst().toString());
  }

  @Test
  @CoversRows("S0-07")
  void architectureWithoutReleaseIsNamed() throws Exception {
    var controllerResource = supply("riscv64");
    assertEquals(
        "there is no release of etcd for the architecture 'riscv64'",
        assertThrows(Unobtainable.class, controllerResource::obtain).getMessage());
  }

  @Test
  void hostsOfSameArchitectureShareDownload() throws Exception {
    assertEquals(supply("x86_64"), supply("amd64"));
  }

  @Test
  void versionMayBeginWithV() {
    assertEquals("3.5.16", release("v3.5.16", MIRROR, Optional.empty()).version());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ftp://h/{version}.tar.gz|'ftp://h/{version}.tar.gz' is not a URL that begins with",
        "https://u:p@h/{version}.tar.gz|a URL must not contain a password, because it is shown in"
            + " the output",
        "https://h/{version}/{os}.tar.gz|{os} in 'https://h/{version}/{os}.tar.gz' is none of",
        "https://h/v{version}.zip|'https://h/v{version}.zip': only .tar.gz, .tgz and .tar",
        "https://h/etcd.tar.gz|'https://h/etcd.tar.gz' has no {version}, so it could",
        "https://me:secret@h|a URL must not contain a password, because it is shown in the output",
        "https://h|'https://h' does not name a file",
        "https:///{version}.tar.gz|'https:///{version}.tar.gz' is not a URL"
      })
  void invalidMirrorIsRefused(String mirror, String message) {
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> release("1.0.0", mirror, Optional.empty()));
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
  }

  @Test
  void contradictoryParametersAreRefused() {
    var digest = "a".repeat(64);
    refused(() -> release("latest", MIRROR, Optional.of(digest)));
    refused(() -> release("3.5.16", MIRROR, Optional.of("abc")));
    refused(() -> release("3.5/16", MIRROR, Optional.empty()));
    assertEquals(
        Optional.of(digest),
        release(
                "1.0.0",
                "https://h/etcd.tgz",
                Optional.of("sha256:" + digest.toUpperCase(java.util.Locale.ROOT)))
            .sha256());
  }

  private static void refused(org.junit.jupiter.api.function.Executable module) {
    assertThrows(IllegalArgumentException.class, module);
  }

  private static DownloadRelease overHttp(
      Optional<Map<String, String>> digests, boolean allowHttp, String... mirrors) {
    return new DownloadRelease(
        "etcd",
        "3.5.16",
        List.of(mirrors),
        Optional.empty(),
        digests,
        "SHA256SUMS",
        allowHttp,
        DownloadRelease.Downloader.CONTROLLER,
        Optional.empty(),
        Optional.empty(),
        Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://h/{version}.tgz",
        "http://127.0.0.1.example.org/{version}.tgz",
        "http://localhost.example.org/{version}.tgz",
        "http://10.0.0.1:80/{version}.tgz"
      })
  void sumsOverHttpAreRefused(String mirror) {
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> overHttp(Optional.empty(), false, mirror));
    assertEquals(
        "'%s' is not encrypted, so anyone on the network can replace the file: use https, give its 'sha256', or write 'allow_http: true'"
            .formatted(mirror),
        e.getMessage());
    overHttp(Optional.empty(), true, mirror);
    release("3.5.16", mirror, Optional.of("a".repeat(64)));
    overHttp(Optional.of(Map.of("3.5.16.tgz", "a".repeat(64))), false, mirror);
    overHttp(Optional.empty(), false, mirror, "https://h/{version}.tgz");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost/{version}.tgz",
        "http://127.0.0.1:8080/{version}.tgz",
        "http://[::1]:8080/{version}.tgz"
      })
  void thisMachineIsNotOnTheNetwork(String mirror) {
    overHttp(Optional.empty(), false, mirror);
  }

  @Test
  void listsComeOverHttpsOnly() {
    var archives = List.of(URI.create("http://h/v1/a.tgz"), URI.create("https://h/v1/a.tgz"));
    var digests = new ReleaseDigests(Optional.empty(), Map.of("a.tgz", "b"), "SUMS", false);
    assertEquals(
        List.of(URI.create("https://h/v1/SUMS")), digests.lists(archives, "a", "1", "amd64"));
    assertEquals(Optional.of("b"), digests.given("a.tgz"));
    assertEquals(Optional.empty(), digests.given("c.tgz"));
  }

  @Test
  void cacheIsInUserCacheFolder() {
    var home = Path.of("/home/ann");
    assertEquals(
        Path.of("/var/cache/ann/runbook/releases"),
        ReleaseCache.ofUser(Map.of("XDG_CACHE_HOME", "/var/cache/ann"), home.toString()));
    assertEquals(
        Path.of("/home/ann/.cache/runbook/releases"),
        ReleaseCache.ofUser(Map.of("XDG_CACHE_HOME", "relative"), home.toString()));
  }
}
