package runbook.modules.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import runbook.lab.LabFailure;
import runbook.testkit.LabHosts;
import runbook.testkit.LabHosts.ProgramTranscript;

/** A lab of one host, to play tasks on and inspect. */
record OneHostLab(LabHosts hosts, Path folder) {

  ProgramTranscript play(String tasks, String... options) throws IOException, InterruptedException {
    var playbook = folder.resolve("play.yml");
    Files.writeString(playbook, "- hosts: all\n  tasks:\n" + tasks.indent(4));
    return hosts.play(playbook, options);
  }

  String on(String script) throws IOException, InterruptedException, LabFailure {
    return hosts.exec("host1", "sh", "-c", script).text().strip();
  }
}
