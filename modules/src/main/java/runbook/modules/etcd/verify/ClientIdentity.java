package runbook.modules.etcd.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import runbook.module.Doc;
import runbook.module.HostAccess;
import runbook.module.ShellFile;
import runbook.module.Unobtainable;
import runbook.module.param.FileContent;
import runbook.module.param.HostPath;
import runbook.module.param.LocalFile;
import runbook.modules.cert.CaSettings;

/** The source of the client certificate for queries to the members. */
public record ClientIdentity(
    Optional<CaSettings> ca, Optional<Client> client, Optional<HostFiles> host) {

  private static final ShellFile SH = ShellFile.beside(ClientIdentity.class, "pem.sh");

  /** Client certificate files on the controller. */
  public record Client(
      @Doc("The certificate of the members' authority, a PEM file on the controller.")
          LocalFile cacert,
      @Doc("A client certificate that the members accept, a file on the controller.")
          LocalFile cert,
      @Doc("Its private key, on the controller: PKCS#8, PKCS#1 or SEC1.") LocalFile key) {}

  /** Files on the host; the controller reads them for one query, and stores them nowhere. */
  public record HostFiles(HostPath cacert, Optional<HostPath> cert, Optional<HostPath> key) {

    List<String> paths() {
      return Stream.concat(Stream.of(cacert), Stream.of(cert, key).flatMap(Optional::stream))
          .map(HostPath::path)
          .toList();
    }
  }

  /** Uses the files of the host if the authority is not on this controller. */
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
    var scriptOutput = through.run(SH.call("pem_files", files.paths().toArray()));
    if (scriptOutput.exit() != 0) {
      throw new Unobtainable(
          scriptOutput.lines().isEmpty()
              ? "the certificates cannot be read"
              : scriptOutput.lines().getLast(),
          "give 'cacert', 'cert' and 'key' as they are on the host, or 'become: true'");
    }
    var read = new ArrayList<LocalFile>();
    for (var path : files.paths()) {
      read.add(new LocalFile(path, FileContent.of(text(scriptOutput.lines(), read.size()))));
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
