package runbook.modules.etcd.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import runbook.module.Doc;
import runbook.module.HostAccess;
import runbook.module.Script;
import runbook.module.Unobtainable;
import runbook.module.param.HostPath;
import runbook.module.param.LocalFile;
import runbook.modules.cert.CaSettings;

/** Where the certificate comes from that the members are asked with. */
public record ClientIdentity(
    Optional<CaSettings> ca, Optional<Client> client, Optional<HostFiles> host) {

  /** What the controller logs in with: files of its own. */
  public record Client(
      @Doc("The authority of the members' certificates, a PEM file on the controller.")
          LocalFile cacert,
      @Doc("A certificate that the members accept from a client, on the controller.")
          LocalFile cert,
      @Doc("Its private key, on the controller: PKCS#8, PKCS#1 or SEC1.") LocalFile key) {}

  /** Files of the host; the controller reads them for one question, and keeps them nowhere. */
  public record HostFiles(HostPath cacert, Optional<HostPath> cert, Optional<HostPath> key) {

    List<String> paths() {
      return Stream.concat(Stream.of(cacert), Stream.of(cert, key).flatMap(Optional::stream))
          .map(HostPath::path)
          .toList();
    }
  }

  /** An authority that is not on this controller is none as long as the host has files. */
  Credentials credentials(HostAccess through) throws Unobtainable, InterruptedException {
    if (client.isPresent()) {
      return Credentials.of(client.get().cacert(), client.get().cert(), client.get().key());
    }
    return host.isPresent() && ca.filter(CaSettings::isThere).isEmpty()
        ? read(through, host.get())
        : Credentials.of(ca.orElseThrow());
  }

  private static Credentials read(HostAccess through, HostFiles files)
      throws Unobtainable, InterruptedException {
    var parts = new ArrayList<Script>();
    for (int i = 0; i < files.paths().size(); i++) {
      parts.add(
          Script.of(
              """
              f={}
              [ -r "$f" ] || { echo "the host has no $f, or this user may not read it"; exit 9; }
              sed 's/^/%d /' "$f"
              echo\
              """
                  .formatted(i),
              files.paths().get(i)));
    }
    var scriptOutput = through.run(Script.lines(parts.toArray(Script[]::new)));
    if (scriptOutput.exit() != 0) {
      throw new Unobtainable(
          scriptOutput.lines().isEmpty()
              ? "the certificates cannot be read"
              : scriptOutput.lines().getLast(),
          "give 'cacert', 'cert' and 'key' as they are on the host, or 'become: true'");
    }
    var read = new ArrayList<PemFile>();
    for (var path : files.paths()) {
      read.add(PemFile.of(path, text(scriptOutput.lines(), read.size())));
    }
    return Credentials.of(read);
  }

  private static String text(List<String> lines, int file) {
    var tag = file + " ";
    return lines.stream()
        .filter(line -> line.startsWith(tag))
        .map(line -> line.substring(tag.length()))
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
