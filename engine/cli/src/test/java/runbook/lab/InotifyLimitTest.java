package runbook.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.testkit.NeedsLab;

/** The limit is raised only if hosts need more. */
@NeedsLab
class InotifyLimitTest {

  private static final String LIMIT = "/proc/sys/fs/inotify/max_user_instances";

  @TempDir private Path folder;

  /** Requests the limit for three hosts. */
  static final class Allow {
    public static void main(String[] words) throws IOException {
      try {
        InotifyLimit.allow(3, System.out::println);
      } catch (LabFailure e) {
        System.out.println(e.getMessage() + "; " + e.hint());
      }
    }
  }

  /** Runs with another limit, which only the program sees. */
  private String allowed(Path limit, String mount) throws Exception {
    return ProgramRunner.run(
            List.of(
                "unshare",
                "--mount",
                "sh",
                "-ec",
                "mount --bind \"$0\" " + LIMIT + ";" + mount + " exec \"$@\"",
                limit.toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Allow.class.getName()))
        .strip();
  }

  @Test
  void sufficientLimitIsKept() throws Exception {
    var limit = Files.writeString(folder.resolve("limit"), "100000\n");
    assertEquals("", allowed(limit, ""));
    assertEquals("100000\n", Files.readString(limit));
  }

  @Test
  void insufficientLimitIsRaisedAndReported() throws Exception {
    var limit = Files.writeString(folder.resolve("limit"), "12\n");
    var said = allowed(limit, "");
    var raised = Files.readString(limit);
    assertTrue(Integer.parseInt(raised) >= 1024, raised);
    assertEquals("setting fs.inotify.max_user_instances from 12 to " + raised, said);
  }

  @Test
  void failureToSetLimitIsReported() throws Exception {
    var limit = Files.writeString(folder.resolve("limit"), "12\n");
    var said = allowed(limit, "mount -o remount,bind,ro " + LIMIT + ";");
    assertTrue(said.contains("3 hosts need a higher fs.inotify.max_user_instances than 12"), said);
    assertTrue(said.contains("sysctl -w fs.inotify.max_user_instances="), said);
  }
}
