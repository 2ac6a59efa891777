package runbook.modules.etcd;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import runbook.module.Script;
import runbook.module.param.HostPath;

/** The etcdctl of a host, with the files it needs to be let in. */
public record Etcdctl(
    HostPath binary, Optional<HostPath> cacert, Optional<HostPath> cert, Optional<HostPath> key) {

  /** {@code tell TAG COMMAND…}: every line the command prints, behind a tag. */
  public static final Script TELL =
      new Script(
          """
          tell() (
            t=$1
            shift
            a=$("$@" 2>&1)
            printf '%s\\n' "$a" | sed "s/^/$t /"
          )\
          """);

  /**
   * {@code ctl URLS WORDS…} in the scripts that use it. Every call has a deadline, and settings of
   * the user's environment, which etcdctl takes for a contradiction, have none.
   */
  public Script definition() {
    var words = new ArrayList<String>();
    words.add(binary.path());
    cacert.ifPresent(path -> words.add("--cacert=" + path));
    cert.ifPresent(path -> words.add("--cert=" + path));
    key.ifPresent(path -> words.add("--key=" + path));
    words.add("--dial-timeout=2s");
    words.add("--command-timeout=3s");
    return new Script(
        """
        ctl() (
          unset ETCDCTL_ENDPOINTS ETCDCTL_CACERT ETCDCTL_CERT ETCDCTL_KEY ETCDCTL_WRITE_OUT
          unset ETCDCTL_DIAL_TIMEOUT ETCDCTL_COMMAND_TIMEOUT ETCDCTL_INSECURE_SKIP_TLS_VERIFY
          ETCDCTL_API=3
          export ETCDCTL_API
          urls=$1
          shift
          %s --endpoints="$urls" "$@"
        )\
        """
            .formatted(Script.words(words).text()));
  }

  /** What must be there before it can be asked. */
  public List<HostPath> files() {
    return Stream.concat(Stream.of(binary), Stream.of(cacert, cert, key).flatMap(Optional::stream))
        .toList();
  }
}
