package runbook.modules.cert;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import runbook.module.Fact.Detail;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.module.ShellFile;
import runbook.module.Unreadable;
import runbook.modules.file.FileFact;
import runbook.modules.file.FileState;

/** Reads a key and its certificate. Only the public part of the private key leaves the host. */
final class CertQuery {

  private static final String MARK = "--- next of runbook ---";

  private static final ShellFile SH = ShellFile.beside(CertQuery.class, "public.sh");

  private CertQuery() {}

  static Script of(CertPaths certPaths) {
    var key = certPaths.keyFile().query(Detail.STATE);
    var cert = certPaths.certFile().query(Detail.TEXT);
    var parts =
        new ArrayList<>(
            List.of(
                key,
                SH.call("public_part", certPaths.key()),
                Script.of(
                    "if [ -e {} ] || [ -e {} ]; then echo cut; else echo whole; fi",
                    CertPaths.staged(certPaths.key()),
                    CertPaths.staged(certPaths.cert())),
                cert));
    certPaths.caFile().ifPresent(file -> parts.add(file.query(Detail.TEXT)));
    return FileFact.readTogether(
        Script.allOf(parts.stream().flatMap(part -> Stream.of(part, mark())).toList()), parts);
  }

  private static Script mark() {
    return Script.of("printf '\\n%s\\n' {}", MARK);
  }

  static CertState read(CertPaths certPaths, ScriptOutput scriptOutput) throws Unreadable {
    if (scriptOutput.exit() != 0) {
      throw new Unreadable(
          scriptOutput.lines().isEmpty() ? "no answer" : scriptOutput.lines().getLast());
    }
    var parts = parts(scriptOutput.bytes());
    if (parts.size() != (certPaths.ca().isPresent() ? 5 : 4)) {
      throw new Unreadable("the host's tools print something strange");
    }
    Optional<FileState> ca = Optional.empty();
    if (certPaths.caFile().isPresent()) {
      ca = Optional.of(certPaths.caFile().get().read(parts.get(4)));
    }
    return new CertState(
        certPaths.certFile().read(parts.get(3)),
        certPaths.keyFile().read(parts.get(0)),
        ca,
        part(parts.get(1).text().strip()),
        parts.get(2).text().strip().equals("cut"),
        Optional.empty());
  }

  private static PublicKeyPart part(String line) throws Unreadable {
    var words = line.split(" ", 2);
    try {
      var keyPartKind = PublicKeyPart.KeyPartKind.valueOf(words[0].toUpperCase(Locale.ROOT));
      return new PublicKeyPart(keyPartKind, words.length == 2 ? words[1] : "");
    } catch (IllegalArgumentException e) {
      throw new Unreadable("unexpected output from the host's tools: " + words[0]);
    }
  }

  private static List<ScriptOutput> parts(byte[] bytes) {
    var mark = ("\n" + MARK + "\n").getBytes(StandardCharsets.US_ASCII);
    var parts = new ArrayList<ScriptOutput>();
    int from = 0;
    for (int at = 0; at + mark.length <= bytes.length; at++) {
      if (Arrays.equals(bytes, at, at + mark.length, mark, 0, mark.length)) {
        parts.add(new ScriptOutput(0, Arrays.copyOfRange(bytes, from, at)));
        from = at + mark.length;
        at = from - 1;
      }
    }
    return parts;
  }
}
