package runbook.modules.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import runbook.testkit.LabHosts;
import runbook.testkit.NeedsLab;

/** Tests plays with a sudo password from the inventory. */
@NeedsLab(
    fresh = true,
    inventory =
        """
        web:
          vars: { user: deploy, become_password: correct horse, site: north }
          hosts:
            web1: { address: 10.20.30.11 }
            web2: { address: 10.20.30.12 }
        """)
class SudoPasswordTest {

  private static final Path PLAYBOOK = Path.of("src/test/resources/lab/lay-out.yml");

  private static void demand(LabHosts hosts, String host, String password) throws Exception {
    var programTranscript =
        hosts.exec(
            host,
            "sh",
            "-c",
            "sed -i s/NOPASSWD:// /etc/sudoers.d/lab && echo \"deploy:$0\" | chpasswd",
            password);
    assertEquals(0, programTranscript.status(), programTranscript.text());
  }

  @Test
  void rightPasswordWorksAndWrongOneIsReported(LabHosts hosts) throws Exception {
    demand(hosts, "web1", "correct horse");
    demand(hosts, "web2", "battery staple");
    assertEquals(1, hosts.ssh("deploy", "web1", "sudo -n true").status(), "it does ask");
    var programTranscript = hosts.play(PLAYBOOK);
    assertEquals("web1 10.20.30.11 north\n", hosts.exec("web1", "cat", "/etc/who").text());
    assertEquals("root\n", hosts.exec("web1", "stat", "-c", "%U", "/etc/who").text());

    assertEquals(false, programTranscript.status() == 0, programTranscript.text());
    assertTrue(programTranscript.text().contains("web2"), programTranscript.text());
    assertTrue(programTranscript.text().contains("password"), programTranscript.text());
    assertEquals(
        false, programTranscript.text().contains("correct horse"), programTranscript.text());
    assertEquals(1, hosts.exec("web2", "test", "-e", "/etc/who").status());
  }
}
