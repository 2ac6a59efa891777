package runbook.modules.play;

import static java.util.stream.Collectors.joining;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import runbook.journal.RunFolder;
import runbook.testkit.OpenSshd;

/** A project in a folder of its own, whose runs are recorded there. */
public record RecordedProject(Path folder) {

  static final Path SCHEMA = Path.of("../engine/docs/run-record.schema.json");

  /** Makes the folder a project. */
  public static RecordedProject in(Path folder) throws IOException {
    Files.createDirectories(folder.resolve(".runbook"));
    return new RecordedProject(folder);
  }

  public RecordedProject inventory(String text) throws IOException {
    Files.writeString(folder.resolve("hosts.yml"), text);
    return this;
  }

  /** Uses this machine, as the host called here. */
  public RecordedProject local() throws IOException {
    return inventory("all: {hosts: {here: {connection: local}}}\n");
  }

  /** Uses these hosts of a real sshd; the one called nobody does not answer. */
  RecordedProject hosts(OpenSshd sshd, List<String> names) throws IOException {
    var hosts = new StringBuilder("all:\n  hosts:\n");
    for (var name : names) {
      var root = Files.createDirectories(folder.resolve(name));
      Files.writeString(root.resolve("motd"), "good day\nthis line stays\n");
      int port = name.equals("nobody") ? OpenSshd.freePort() : sshd.port();
      hosts.append(
          Stream.of(
                  "address: " + OpenSshd.address(1),
                  "port: " + port,
                  "key: " + sshd.key(),
                  "known_hosts: " + sshd.knownHosts(),
                  "root: " + root)
              .collect(joining(", ", "    " + name + ": { ", " }\n")));
    }
    return inventory(hosts.toString());
  }

  public RecordedProject playbook(String text) throws IOException {
    Files.writeString(folder.resolve("site.yml"), text);
    return this;
  }

  public ProgramOutput play(String... options) {
    var words =
        new ArrayList<>(
            List.of(
                "play",
                folder.resolve("site.yml").toString(),
                "-i",
                folder.resolve("hosts.yml").toString()));
    words.addAll(List.of(options));
    return ProgramOutput.of(words.toArray(String[]::new));
  }

  /** Returns the files of all runs, the latest last. */
  List<Path> runs() throws IOException {
    return RunFolder.of(folder).all();
  }

  String last() throws IOException {
    return runs().getLast().toString();
  }

  /** Returns what is wrong with the lines of a record, by the committed schema. */
  static List<String> problems(Path run) throws IOException {
    var schema = schema();
    var problems = new ArrayList<String>();
    for (var line : Files.readAllLines(run)) {
      schema
          .validate(line, InputFormat.JSON)
          .forEach(problem -> problems.add(problem + " in " + line));
    }
    return problems;
  }

  private static Schema schema() throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(SCHEMA), InputFormat.JSON);
  }
}
