package runbook.modules.etcd.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {

  @TempDir Path folder;

  @Test
  void trainingReachesAnEtcdMemberOverTls() throws Exception {
    var home = Path.of("..").toRealPath();
    var printed = new ByteArrayOutputStream();
    System.setProperty("runbook.home", home.toString());
    try {
      var playbooks = home.resolve("modules/src/launcher");
      var out = new PrintStream(printed, true, UTF_8);
      assertEquals(
          0, TrainingRun.run(home, playbooks, folder.toRealPath(), out), printed::toString);
    } finally {
      System.clearProperty("runbook.home");
    }
    var text = printed.toString(UTF_8);
    assertTrue(text.contains("the cluster is not as it should be: 2 members, 18 checks"), text);
    assertTrue(text.contains("fail  leader        none for m1, m2"), text);
    assertTrue(text.contains("0 changed, 0 failed, 0 unreachable"), text);
  }
}
