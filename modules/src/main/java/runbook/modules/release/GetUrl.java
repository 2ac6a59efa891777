package runbook.modules.release;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import runbook.module.Default;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Script;
import runbook.module.Want;
import runbook.module.param.FileContent;
import runbook.module.param.FileMode;
import runbook.module.param.HostPath;
import runbook.modules.file.FileFact;
import runbook.modules.file.FilePlacement;
import runbook.modules.file.ParameterDocs;
import runbook.modules.file.WantedAccess;

/** Downloads a file on the host. */
@Doc("Downloads a file on the host, with its curl or wget, if it is missing or differs.")
@Example(
    """
    get_url:
      url: "file://{{ dir }}/published"
      dest: "{{ dir }}/copy"
      checksum: sha256:5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03
      mode: "0600"
    """)
@Example(
    """
    get_url:
      url: "file://{{ dir }}/published"
      dest: "{{ dir }}/copy"
    """)
public record GetUrl(
    @Doc("The address: http, https, or file for a file of the host.") String url,
    @Doc(ParameterDocs.DEST) HostPath dest,
    @Doc("The digest, as sha256:…; if left out, a file that exists at 'dest' is kept.")
        Optional<String> checksum,
    @Doc(
            "Whether a file may come over http without a checksum, although anyone on the network"
                + " can replace it.")
        @Default("false")
        boolean allowHttp,
    @Doc("Whether to replace a file that has another digest; it is replaced by default.")
        Optional<Boolean> force,
    @Doc(ParameterDocs.MODE) Optional<FileMode> mode,
    @Doc(ParameterDocs.OWNER) Optional<String> owner,
    @Doc(ParameterDocs.GROUP) Optional<String> group,
    @Doc(ParameterDocs.BACKUP) @Default("false") boolean backup,
    @Doc("How long the server may be silent before the download fails.") @Default("30s")
        Duration timeout)
    implements Module {

  public GetUrl {
    WantedAccess.check(owner, group);
    MirrorUrls.checkAddress(url);
    checksum = checksum.map(GetUrl::digest);
    if (!allowHttp && checksum.isEmpty() && ReleaseDigests.isExposed(url)) {
      throw new IllegalArgumentException(ReleaseDigests.refusal(url, "checksum"));
    }
    if (force.orElse(false) && checksum.isEmpty()) {
      throw new IllegalArgumentException(
          "'force' needs a 'checksum': without one, it is not known whether the file has changed");
    }
  }

  static String digest(String written) {
    var digest = written.toLowerCase(Locale.ROOT).replaceFirst("^sha256:", "");
    if (!digest.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "a digest is 64 hexadecimal digits, such as sha256:5891b5b5…, not '%s'"
              .formatted(written));
    }
    return digest;
  }

  @Override
  public List<Want> wants() {
    var content =
        checksum.filter(digest -> force.orElse(true)).map(digest -> FileContent.seen(digest, -1));
    var hostFileSource =
        new FileFact.HostFileSource(FetchScript.withFetch(script()), "download " + url);
    var writeOptions =
        new FileFact.WriteOptions(Optional.empty(), backup, Optional.of(hostFileSource));
    return new FilePlacement(dest, content, new WantedAccess(mode, owner, group), writeOptions)
        .wants();
  }

  private Script script() {
    var fetch = Script.of("fetch {} \"$t\" {}", url, FetchScript.seconds(timeout));
    return checksum
        .map(digest ->
            Script.lines(
                Script.of("pinned=yes"),
                fetch,
                Script.of("check_digest \"$t\" {} {}", digest, url)))
        .orElse(fetch);
  }
}
