package runbook.modules.etcd.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.connection.Traffic;
import runbook.module.Answer;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.Script;
import runbook.step.Sight;
import runbook.step.Target;

/**
 * A host in memory whose etcdctl tells of a cluster of three, at 10.0.0.1 and on, that is whole.
 */
public final class FakeCluster implements Target {

  static String members() {
    var text = new StringBuilder("{\"header\":{\"cluster_id\":7},\"members\":[");
    for (int i = 1; i <= 3; i++) {
      text.append(i == 1 ? "" : ",")
          .append(
              "{\"ID\":%1$d,\"name\":\"etcd%1$d\",\"peerURLs\":[\"https://10.0.0.%1$d:2380\"],\"clientURLs\":[\"https://10.0.0.%1$d:2379\"]}"
                  .formatted(i));
    }
    return text.append("]}").toString();
  }

  static String status(int member) {
    return ("[{\"Status\":{\"header\":{\"cluster_id\":7,\"member_id\":%d},\"version\":\"3.5.16\","
            + "\"dbSize\":20480,\"dbSizeInUse\":16384,\"leader\":2,\"raftIndex\":9,\"raftTerm\":2,"
            + "\"raftAppliedIndex\":9}}]")
        .formatted(member);
  }

  private static String testimony() {
    var text = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      text.append("door %d OPEN\n".formatted(i))
          .append("status %d %s\n".formatted(i, status(i + 1)))
          .append("members %d %s\n".formatted(i, members()))
          .append("health %d [{\"health\":true}]\n".formatted(i))
          .append("alarms %d {}\n".formatted(i))
          .append("hash %d [{\"HashKV\":{\"header\":{\"revision\":4},\"hash\":99}}]\n".formatted(i))
          .append("client %d 16030300080d0000000e000000\n".formatted(i))
          .append("peer %d 16030300080d0000000e000000\n".formatted(i));
    }
    return text.toString();
  }

  @Override
  public Answer ask(Script script, Manner manner) {
    var said = script.text().contains("ask 0") ? testimony() : "";
    if (!script.text().contains("https://")) {
      said = said.replace("https://", "http://");
    }
    return new Answer(0, said.getBytes(UTF_8));
  }

  @Override
  public List<Sight<?>> look(List<? extends Fact<?>> facts, Manner manner) {
    return List.of();
  }

  @Override
  public Performed perform(List<Change> changes, List<? extends Fact<?>> again, Manner manner) {
    return new Performed(Optional.empty(), List.of());
  }

  @Override
  public Map<String, String> greeting() {
    return Map.of("user", "root");
  }

  @Override
  public Traffic traffic() {
    return new Traffic(0, 0, 0);
  }

  @Override
  public void close() {}
}
