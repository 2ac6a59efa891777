package runbook.modules.intruder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.connection.Connection;
import runbook.connection.Request;
import runbook.connection.sh.LocalTransport;
import runbook.connection.sh.ShellConnection;
import runbook.module.Change;
import runbook.module.Fact.Detail;
import runbook.module.Unreadable;
import runbook.module.Want;
import runbook.modules.cert.YamlTasks;
import runbook.script.ChangeTranslator;
import runbook.testkit.LocalShell;

/** Root changes files in a folder of another user's, who swaps names there all the time. */
@Timeout(600)
class SwappedNamesTest {

  private static final int RACES = 201;
  private static final List<String> SHELLS = List.of("dash", "bash", "busybox sh");

  @TempDir Path folder;

  /**
   * What root does, and what the other user swaps besides temporary names.
   *
   * @param tasks the tasks
   */
  record Race(String name, String tasks, List<String> swapped) {

    Race(String name, String tasks, String... swapped) {
      this(name, tasks, List.of(swapped));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Race> races() {
    return Stream.of(
        new Race("copy", "- copy: {dest: DIR/f, content: new}"),
        new Race("copy over a link", "- copy: {dest: DIR/f, content: new}", "f"),
        new Race(
            "copy with owner",
            "- copy: {dest: DIR/f, content: new, owner: nobody, group: nogroup, mode: '0644'}"),
        new Race(
            "copy that is checked",
            "- copy: {dest: DIR/f, content: new, owner: nobody, validate: cat %s, backup: true}",
            "f"),
        new Race("copy into", "- copy: {dest: DIR/sub/f, content: new, owner: nobody}", "sub"),
        new Race(
            "mode",
            """
            - file: {path: DIR/f, mode: '0777'}
            - file: {path: DIR/f, mode: '0666'}
            """,
            "f"),
        new Race("owner", "- file: {path: DIR/f, owner: nobody, mode: '0666'}", "f"),
        new Race("owner of a folder", "- file: {path: DIR/sub, owner: '1', mode: '0777'}", "sub"),
        new Race(
            "folder",
            "- file: {path: DIR/made, state: directory, owner: nobody, mode: '0777'}",
            "made"),
        new Race("link", "- file: {path: DIR/l, state: link, src: other}", "l"),
        new Race("new link", "- file: {path: DIR/made, state: link, src: other}", "made"),
        new Race("removal", "- file: {path: DIR/sub/inner, state: absent}", "sub"),
        new Race("line", "- lineinfile: {path: DIR/f, line: more, owner: nobody}", "f"),
        new Race(
            "download",
            "- get_url: {url: 'file:///etc/hostname', dest: DIR/u, mode: '0666', owner: nobody}",
            "u"),
        new Race(
            "archive",
            "- unarchive: {remote_src: DIR/../app.tar, dest: DIR, creates: DIR/ready}",
            "sub",
            "f"),
        new Race(
            "certificate",
            """
            - issue_cert:
                ca: {dir: pki, name: etcd-ca}
                profile: client
                subject: CN=etcd
                cert: DIR/etcd.crt
                private_key: DIR/etcd.key
                ca_cert: DIR/ca.crt
                owner: nobody
            """,
            "etcd.key"));
  }

  @ParameterizedTest
  @MethodSource("races")
  void leadRootNowhere(Race race) throws Exception {
    var nameSwapper = NameSwapper.in(folder);
    var before = nameSwapper.victims();
    prepare(nameSwapper.theirs());
    pack();
    var changes = changes(race.tasks.replace("DIR", nameSwapper.theirs().toString()));
    var swaps = nameSwapper.swap(nameSwapper.theirs(), race.swapped);
    int done = 0;
    try {
      for (var sh : SHELLS) {
        try (var connection = open(sh)) {
          for (int i = 0; i < RACES / SHELLS.size(); i++) {
            done += carriedOut(connection, changes) ? 1 : 0;
            nameSwapper.assertUntouched(before);
            if (race.swapped.contains("made")) {
              delete(nameSwapper.theirs().resolve("made"));
            }
          }
        }
      }
    } finally {
      NameSwapper.stop(swaps);
    }
    System.out.println(race + ": " + done + " of " + RACES + " were carried out");
  }

  private static void prepare(Path theirs) throws IOException {
    var sub = Files.createDirectory(theirs.resolve("sub"));
    Files.createDirectory(sub.resolve("inner"));
    NameSwapper.own(sub);
    Files.writeString(theirs.resolve("f"), "old\n");
    Files.createSymbolicLink(theirs.resolve("l"), Path.of("old"));
  }

  /** Packs what has the names of root's files. */
  private void pack() throws Exception {
    var packed = Files.createDirectories(folder.resolve("packed"));
    Files.writeString(Files.createDirectory(packed.resolve("sub")).resolve("f"), "packed\n");
    Files.writeString(packed.resolve("f"), "packed\n");
    Files.writeString(packed.resolve("ready"), "");
    var tar = List.of("tar", "-C", packed.toString(), "-cf", folder + "/app.tar", ".");
    assertEquals(0, new ProcessBuilder(tar).inheritIO().start().waitFor());
  }

  private List<Change> changes(String tasks) throws Unreadable {
    var changes = new ArrayList<Change>();
    for (var module : YamlTasks.tasks(folder, tasks)) {
      for (var want : module.wants()) {
        if (want instanceof Want.Reach<?> reach) {
          changes.addAll(changes(reach));
        } else if (want instanceof Want.Perform perform) {
          changes.add(perform.runCommand());
        }
      }
    }
    assertFalse(changes.isEmpty());
    return changes;
  }

  private static <S> List<Change> changes(Want.Reach<S> reach) throws Unreadable {
    var from = LocalShell.installed().getFirst().look(reach.fact(), Detail.TEXT);
    var to = reach.wish().apply(from);
    return from.equals(to) ? List.of() : reach.fact().changes(from, to);
  }

  private static Connection open(String sh) throws Exception {
    var limit = Duration.ofMinutes(1);
    return ShellConnection.open("here", new LocalTransport(), sh, limit, Optional.empty());
  }

  /** Tells whether all went well; the other user may well get in the way. */
  private static boolean carriedOut(Connection connection, List<Change> changes) throws Exception {
    boolean all = true;
    for (var change : changes) {
      var request = Request.of(ChangeTranslator.of(change));
      var reply = connection.send(request, Optional.empty(), Duration.ofMinutes(1));
      all &= reply.parts().getFirst().exit() == 0;
    }
    return all;
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // The other user has swapped it at this moment; what is there then is deleted after the next
      // race.
    }
  }
}
