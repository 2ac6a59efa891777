package runbook.modules.etcd.mirror;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import runbook.lab.LabFailure;
import runbook.lab.MirrorSource;

/** The releases of etcd, for {@code runbook lab mirror etcd}. */
public final class EtcdSource implements MirrorSource {

  @Override
  public String name() {
    return "etcd";
  }

  @Override
  public String about() {
    return "Adds the releases of etcd, such as v3.5.16/etcd-v3.5.16-linux-amd64.tar.gz with its"
        + " SHA256SUMS.\n"
        + "On Debian they come from Debian's packages, which are added in packages/ too;"
        + " elsewhere, and with --from or --release, from upstream or a copy of it. They are"
        + " cached in ~/.cache/runbook for the next time.";
  }

  @Override
  public String upstream() {
    return UpstreamReleases.USUAL;
  }

  @Override
  public Path usual(Consumer<String> say) throws IOException, InterruptedException, LabFailure {
    return new EtcdReleases(say).usual();
  }

  @Override
  public Path from(String place, List<String> versions, Consumer<String> say)
      throws IOException, InterruptedException, LabFailure {
    return new EtcdReleases(say)
        .of(new UpstreamReleases(place, versions.isEmpty() ? UpstreamReleases.SOME : versions));
  }

  @Override
  public void forget() throws IOException, InterruptedException, LabFailure {
    new EtcdReleases(_ -> {}).forget();
  }

  @Override
  public List<String> versions(Path folder) throws IOException {
    return EtcdReleases.versions(folder);
  }
}
