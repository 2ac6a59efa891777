package runbook.modules.share;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import runbook.modules.play.ProgramOutput;

/** A project with a playbook that calls the role {@code web} on this machine. */
record TrialProject(Path folder) {

  static TrialProject in(Path folder) throws IOException {
    var project = new TrialProject(Files.createDirectories(folder));
    project.write("site.yml", "- hosts: all\n  roles: [web]\n");
    project.write("hosts.yml", "all: {hosts: {here: {connection: local}}}\n");
    return project;
  }

  TrialProject write(String file, String text) throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), text);
    return this;
  }

  /** Writes a runbook.yml that asks for these roles. */
  TrialProject asks(String... roles) throws IOException {
    var text = new StringBuilder("roles:\n");
    List.of(roles).forEach(role -> text.append("  - { ").append(role).append(" }\n"));
    return write("runbook.yml", text.toString());
  }

  ProgramOutput get(String... options) {
    var words = new ArrayList<>(List.of("get", "--project", folder.toString()));
    words.addAll(List.of(options));
    return ProgramOutput.of(words.toArray(String[]::new));
  }

  void mustGet(String... options) {
    var said = get(options);
    assertEquals(0, said.status(), said::toString);
  }

  ProgramOutput lint() {
    return ProgramOutput.of("lint", folder.resolve("site.yml").toString());
  }

  ProgramOutput check() {
    return ProgramOutput.of(
        "play",
        folder.resolve("site.yml").toString(),
        "-i",
        folder.resolve("hosts.yml").toString(),
        "--check");
  }

  String lock() throws IOException {
    return Files.readString(folder.resolve("runbook.lock"));
  }

  Path got(String path) {
    return folder.resolve(".runbook/roles").resolve(path);
  }
}
