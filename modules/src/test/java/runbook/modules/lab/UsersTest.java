package runbook.modules.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.testkit.LabHosts;
import runbook.testkit.NeedsLab;

/** Users and groups of a real host. */
@NeedsLab(hosts = 1)
class UsersTest {

  private static final String STORE =
      """
      - group: {name: keepers, gid: 4711}
      - user:
          name: store
          group: keepers
          groups: [adm]
          system: true
          home: /var/lib/store
          create_home: false
          shell: /usr/sbin/nologin
          comment: Keeps it
      - file: {path: /var/lib/store, state: directory, owner: store, group: keepers, mode: "0700"}
      - user: {name: own}
      - file: {path: /srv/own, state: directory, owner: own, group: own}
      """;

  private final OneHostLab host;

  UsersTest(LabHosts hosts, @TempDir Path folder) {
    host = new OneHostLab(hosts, folder);
  }

  @Test
  void usersArePredictedMadeChangedAndRemoved() throws Exception {
    var predicted = host.play(STORE, "--check");
    assertEquals(0, predicted.status(), predicted.text());
    assertTrue(predicted.text().contains("5 would change"), predicted.text());
    var made = host.play(STORE);
    assertEquals(0, made.status(), made.text());
    assertTrue(made.text().contains("5 changed"), made.text());
    assertEquals(
        "store:x:Keeps it:/var/lib/store:/usr/sbin/nologin",
        host.on("getent passwd store | cut -d: -f1,2,5-"));
    assertEquals("keepers adm", host.on("id -Gn store"));
    assertEquals("store keepers 700", host.on("stat -c '%U %G %a' /var/lib/store"));
    assertEquals("own own", host.on("stat -c '%U %G' /srv/own"));
    assertEquals("/home/own", host.on("ls -d /home/own"));
    assertEquals(0, host.play(STORE, "--detailed-exitcode").status());

    var changes =
        """
        - user: {name: store, groups: [adm, keepers, daemon], append: true, shell: /bin/sh}
        - user: {name: own, groups: [daemon], home: /srv/own, comment: ""}
        - group: {name: keepers, gid: 4712}
        """;
    var changed = host.play(changes, "--diff");
    assertEquals(0, changed.status(), changed.text());
    assertTrue(changed.text().contains("shell of user store: /usr/sbin/nologin → /bin/sh"));
    assertEquals("keepers daemon adm", host.on("id -Gn store | tr ' ' '\\n' | sort -r | xargs"));
    assertEquals("4712", host.on("getent group keepers | cut -d: -f3"));
    assertEquals(0, host.play(changes, "--detailed-exitcode").status());

    var gone =
        """
        - user: {name: store, state: absent}
        - group: {name: keepers, state: absent}
        - user: {name: own, state: absent, remove: true}
        """;
    assertEquals(0, host.play(gone).status());
    assertEquals("", host.on("getent passwd store own; getent group keepers own"));
    assertEquals(0, host.play(gone, "--detailed-exitcode").status());
  }

  private static final String HOMES =
      """
      - group: {name: friends, gid: 2600}
      - user: {name: bob, groups: [friends]}
      - file: {path: /home/bob/.ssh, state: directory, owner: bob, group: bob, mode: "0700"}
      - copy: {content: "mine\\n", dest: /home/bob/.profile, owner: bob}
      - user: {name: carl, home: /srv/carl}
      - copy: {content: "alias l=ls\\n", dest: /srv/carl/.bashrc, owner: carl, group: friends}
      - file: {path: /home/bob, state: directory}
      """;

  /** The home and its initial files exist, and their owner, too. */
  @Test
  void contentOfNewHomeIsPredictedAndMade() throws Exception {
    var predicted = host.play(HOMES, "--check");
    assertEquals(0, predicted.status(), predicted.text());
    assertTrue(predicted.text().contains("6 would change"), predicted.text());
    assertTrue(predicted.text().contains("0 failed"), predicted.text());
    var made = host.play(HOMES);
    assertEquals(0, made.status(), made.text());
    assertTrue(made.text().contains("6 changed"), made.text());
    assertEquals("bob bob 700", host.on("stat -c '%U %G %a' /home/bob/.ssh"));
    assertEquals("carl friends", host.on("stat -c '%U %G' /srv/carl/.bashrc"));
    assertEquals(0, host.play(HOMES, "--detailed-exitcode").status());
    var gone =
        """
        - user: {name: bob, state: absent, remove: true}
        - file: {path: /home/bob, state: absent}
        - user: {name: carl, home: /srv/carl, state: absent, remove: true}
        - group: {name: friends, state: absent}
        """;
    var removal = host.play(gone, "--check");
    assertTrue(removal.text().contains("3 would change"), removal.text());
    assertTrue(host.play(gone).text().contains("3 changed"));
  }

  @Test
  void impossibleChangesFailInCheckModeToo() throws Exception {
    for (var option : new String[] {"--check", "--diff"}) {
      var programTranscript = host.play("- user: {name: odd, groups: [no-such-group]}\n", option);
      assertTrue(
          programTranscript.text().contains("the host has no group 'no-such-group'"),
          programTranscript.text());
    }
  }
}
