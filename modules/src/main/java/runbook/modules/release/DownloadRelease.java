package runbook.modules.release;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import runbook.module.ControllerResource;
import runbook.module.Default;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Unobtainable;
import runbook.module.Want;
import runbook.module.param.HostPath;
import runbook.modules.file.ProtectedPaths;

/** Downloads a published release. */
@Doc(
    "Downloads a release for the host's architecture to the controller, once and also in check"
        + " mode: with 'register: it', it holds folder (where its files are), version, arch and"
        + " sha256.")
@Example(
    """
    download_release:
      name: etcd
      version: 3.5.16
      mirrors:
        - "file://{{ dir }}/v{version}/etcd-v{version}-linux-{arch}.tar.gz"
        - https://github.com/etcd-io/etcd/releases/download/v{version}/etcd-v{version}-linux-{arch}.tar.gz
    """)
@Example(
    """
    download_release:
      name: etcd
      version: 3.5.16
      mirrors: ["file://{{ dir }}/v{version}/etcd-v{version}-linux-{arch}.tar.gz"]
      on: host
      dest: "{{ dir }}/etcd"
    """)
public record DownloadRelease(
    @Doc("The name of the release; {name} in 'mirrors' stands for it.") String name,
    @Doc("The version, without a v; 'latest' asks the mirrors in order, once for all hosts.")
        String version,
    @Doc(
            "Addresses of the archive (http, https or file) with {name}, {version} and {arch}"
                + " (amd64, arm64, ppc64le or s390x) in them; they are tried in order.")
        List<String> mirrors,
    @Doc("The digest of the archive; if left out or empty, the one that 'digests' or 'sums' lists.")
        Optional<String> sha256,
    @Doc(
            "The digests of archives by their file names, such as etcd-v3.5.16-linux-amd64.tar.gz;"
                + " an archive that is not among them has the digest that 'sums' lists.")
        Optional<Map<String, String>> digests,
    @Doc(
            "The file next to the archive that lists digests; its name may contain {name},"
                + " {version} and {arch}.")
        @Default("SHA256SUMS")
        String sums,
    @Doc(
            "Whether 'sums' may come over http, although anyone on the network can replace them"
                + " together with the archive.")
        @Default("false")
        boolean allowHttp,
    @Doc("The machine that downloads it.") @Default("controller") Downloader on,
    @Doc("With 'on: host', the folder on the host for its files and nothing else.")
        Optional<HostPath> dest,
    @Doc(
            "The folder on the controller that keeps downloads; by default runbook/releases in the"
                + " user's cache folder.")
        Optional<String> cache,
    @Doc("How long a mirror may be silent before runbook gives up on it.") @Default("30s")
        Duration timeout)
    implements Module {

  /** The machines that can download a release. */
  public enum Downloader {
    @Doc("The controller, once for all hosts; 'install_binary' copies it to them.")
    CONTROLLER,
    @Doc("Each host, into 'dest'; it needs curl or wget, tar and gzip.")
    HOST
  }

  public DownloadRelease {
    version = version.startsWith("v") ? version.substring(1) : version;
    sha256 = sha256.filter(digest -> !digest.isEmpty()).map(GetUrl::digest);
    digests = digests.map(DownloadRelease::checked);
    new MirrorUrls(mirrors).check();
    if (!allowHttp
        && sha256.isEmpty()
        && digests.orElse(Map.of()).isEmpty()
        && mirrors.stream().allMatch(ReleaseDigests::isExposed)) {
      throw new IllegalArgumentException(ReleaseDigests.refusal(mirrors.getFirst(), "sha256"));
    }
    MirrorUrls.filled(sums, name, version, "amd64");
    if (!version.matches("[0-9A-Za-z][0-9A-Za-z.+_-]*")) {
      throw new IllegalArgumentException("'%s' is not a version".formatted(version));
    }
    if (!name.matches("[0-9A-Za-z][0-9A-Za-z._-]*")) {
      throw new IllegalArgumentException("'%s' is not a valid release name".formatted(name));
    }
    for (var mirror : mirrors) {
      ArchiveFormat.of(mirror);
      if (!mirror.contains(MirrorUrls.VERSION) && sha256.isEmpty()) {
        throw new IllegalArgumentException(
            "'%s' has no {version}, so it could contain any version: also give its 'sha256'"
                .formatted(mirror));
      }
    }
    if (version.equals(Release.LATEST) && sha256.isPresent()) {
      throw new IllegalArgumentException(
          "'sha256' is for one version: set 'version' to that version instead of latest");
    }
    if (cache.isPresent() && !Path.of(cache.get()).isAbsolute()) {
      throw new IllegalArgumentException("'cache' must be a full path");
    }
    if ((on == Downloader.HOST) != dest.isPresent()) {
      throw new IllegalArgumentException("'dest' and 'on: host' go together");
    }
    if (on == Downloader.HOST && cache.isPresent()) {
      throw new IllegalArgumentException("'cache' is not used with 'on: host'");
    }
    if (on == Downloader.HOST && version.equals(Release.LATEST)) {
      throw new IllegalArgumentException(
          "'on: host' needs a version: hosts that each ask for the latest may get different ones");
    }
    dest.ifPresent(ProtectedPaths::check);
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("'timeout' must be greater than zero");
    }
  }

  private static Map<String, String> checked(Map<String, String> digests) {
    return digests.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> GetUrl.digest(entry.getValue())));
  }

  private ReleaseDigests releaseDigests() {
    return new ReleaseDigests(sha256, digests.orElse(Map.of()), sums, allowHttp);
  }

  @Override
  public List<Want> wants() {
    return dest.map(this::onHost)
        .orElseGet(() -> List.of(new Want.Obtain<>("", new ArchFact(), this::release)));
  }

  private List<Want> onHost(HostPath folder) {
    var download =
        new HostReleaseScript(name, version, new MirrorUrls(mirrors), releaseDigests(), timeout);
    var fact = new ReleaseFolderFact(folder, download);
    return List.of(
        new Want.Require<>(
            fact,
            state -> state.cpuArchitecture().name().isPresent(),
            state ->
                none(state.cpuArchitecture()).getMessage()
                    + "\n"
                    + none(state.cpuArchitecture()).hint()),
        new Want.Require<>(
            fact,
            ReleaseFolderState::parent,
            "there is no directory %s: make it first, with 'file: {path: %s, state: directory}'"
                .formatted(folder.parent(), folder.parent())),
        new Want.Require<>(
            fact,
            state -> state.folderContents() != ReleaseFolderState.FolderContents.OTHER,
            "%s is not a release made by runbook: give another folder, because it is replaced"
                .formatted(folder)),
        new Want.Reach<>(fact, this::wish),
        new Want.Look<>("", fact));
  }

  private ReleaseFolderState wish(ReleaseFolderState is) {
    var arch = is.cpuArchitecture().name().orElseThrow();
    var given = releaseDigests().given(new MirrorUrls(mirrors).file(name, version, arch));
    boolean right =
        is.mark()
            .filter(releaseMark ->
                releaseMark.version().equals(version) && releaseMark.arch().equals(arch))
            .filter(releaseMark -> given.isEmpty() || given.get().equals(releaseMark.sha256()))
            .isPresent();
    return right
        ? is
        : is.with(new ReleaseFolderState.ReleaseMark(version, arch, given.orElse("")));
  }

  private ControllerResource release(CpuArchitecture host) {
    return host.name()
        .<ControllerResource>map(arch ->
            new Release(
                name, version, new MirrorUrls(mirrors), arch, releaseDigests(), folder(), timeout))
        .orElseGet(() -> new NoReleaseSupply(none(host)));
  }

  private Path folder() {
    return cache.map(Path::of).orElseGet(() -> ReleaseCache.ofUser().folder());
  }

  private Unobtainable none(CpuArchitecture host) {
    return new Unobtainable(
        "there is no release of %s for the architecture '%s'".formatted(name, host.machine()),
        "the known architectures are x86_64, aarch64, ppc64le and s390x");
  }

  /** The resource for a host with an unknown architecture, which only fails. */
  private record NoReleaseSupply(Unobtainable why) implements ControllerResource {

    @Override
    public Map<String, Object> obtain() throws Unobtainable {
      throw why;
    }
  }
}
