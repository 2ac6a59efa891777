package runbook.modules.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.testkit.Lab;
import runbook.testkit.RealHosts;
import runbook.testkit.RealHosts.Said;

/** Packages with a service, from an archive that lies on the host itself. */
@Lab(hosts = 1)
class PackagesTest {

  /** Two versions of one package, whose service starts as it is installed. */
  private static final String ARCHIVE =
      """
      set -e
      rm -f /usr/sbin/policy-rc.d
      [ ! -e /srv/archive ] || exit 0
      mkdir -p /srv/archive
      for v in 1.0 1.1; do
        d=/root/built/$v
        mkdir -p $d/DEBIAN $d/lib/systemd/system $d/etc/demo
        printf '%s\\n' 'Package: rb-demo' "Version: $v" 'Architecture: all' \\
          'Maintainer: Nobody <nobody@example.org>' 'Description: for tests' >$d/DEBIAN/control
        printf '%s\\n' '[Service]' 'ExecStart=/bin/sleep 9999' '[Install]' \\
          'WantedBy=multi-user.target' >$d/lib/systemd/system/rb-demo.service
        echo "version $v" >$d/etc/demo/demo.conf
        echo /etc/demo/demo.conf >$d/DEBIAN/conffiles
        printf '%s\\n' '#!/bin/sh' 'systemctl daemon-reload' \\
          'deb-systemd-helper enable rb-demo.service' \\
          'deb-systemd-invoke start rb-demo.service || :' >$d/DEBIAN/postinst
        printf '%s\\n' '#!/bin/sh' 'systemctl stop rb-demo.service || :' >$d/DEBIAN/prerm
        chmod 755 $d/DEBIAN/postinst $d/DEBIAN/prerm
        dpkg-deb -b $d /srv/archive/rb-demo_$v.deb >/dev/null
      done
      cd /srv/archive
      for f in *.deb; do
        dpkg-deb -f $f
        printf 'Filename: ./%s\\nSize: %s\\n' $f $(stat -c %s $f)
        printf 'SHA256: %s\\n\\n' $(sha256sum $f | cut -d' ' -f1)
      done >Packages
      rm -rf /etc/apt/sources.list /etc/apt/sources.list.d/*
      echo 'deb [trusted=yes] file:/srv/archive ./' >/etc/apt/sources.list.d/archive.list
      """;

  private final RealHosts hosts;

  @TempDir Path folder;

  PackagesTest(RealHosts hosts) {
    this.hosts = hosts;
  }

  private Said play(String tasks, String... options) throws Exception {
    var playbook = folder.resolve("play.yml");
    Files.writeString(playbook, "- hosts: all\n  tasks:\n" + tasks.indent(4));
    return hosts.play(playbook, options);
  }

  private String on(String script) throws Exception {
    return hosts.exec("host1", "sh", "-c", script).text().strip();
  }

  @BeforeEach
  void archive() throws Exception {
    assertEquals("", on(ARCHIVE));
    on("apt-get -y purge rb-demo; systemctl daemon-reload");
  }

  @Test
  void aServiceOfAPackageDoesNotStartWhenItMustNot() throws Exception {
    on(
        "printf '#!/bin/sh\\necho asked >>/root/asked\\nexit 0\\n' >/usr/sbin/policy-rc.d;"
            + "chmod 755 /usr/sbin/policy-rc.d");
    var quiet = "- package: {name: rb-demo=1.0, update_cache: true, start: false}\n";
    var checked = play(quiet + "- systemd: {name: rb-demo, state: started}\n", "--check");
    assertTrue(checked.text().contains("1 would change, 1 unknown"), checked.text());
    var said = play(quiet);
    assertEquals(0, said.status(), said.text());
    assertEquals("inactive", on("systemctl is-active rb-demo"));
    assertEquals(0, play(quiet, "--detailed-exitcode").status());
    assertTrue(on("cat /usr/sbin/policy-rc.d").contains("echo asked"));

    on("apt-get -y purge rb-demo");
    assertEquals(0, play("- package: {name: rb-demo}\n").status());
    assertEquals("active", on("systemctl is-active rb-demo"));
    assertTrue(on("cat /root/asked").contains("asked"), "the policy that was there counts again");
  }

  @Test
  void theLatestVersionKeepsSettingsAndOneThatIsPurgedTakesThemAlong() throws Exception {
    assertEquals(0, play("- package: {name: rb-demo=1.0, update_cache: true}\n").status());
    on("echo mine >>/etc/demo/demo.conf");
    var latest = "- package: {names: [rb-demo], state: latest}\n";
    var upgraded = play(latest);
    assertTrue(upgraded.text().contains("package rb-demo 1.0 → 1.1"), upgraded.text());
    assertEquals("version 1.0\nmine", on("cat /etc/demo/demo.conf"));
    assertEquals(0, play(latest, "--detailed-exitcode").status());
    assertEquals(0, play("- package: {name: rb-demo, state: absent, purge: true}\n").status());
    assertEquals("gone", on("[ -e /etc/demo/demo.conf ] || echo gone"));
  }

  @Test
  void whoeverHasTheLockIsWaitedForAndAWrongNameSaysWhatToDo() throws Exception {
    on("apt-get update");
    on(
        "(python3 -c 'import fcntl, time;"
            + " f = open(\"/var/lib/dpkg/lock-frontend\", \"w\");"
            + " fcntl.lockf(f, fcntl.LOCK_EX); time.sleep(4)') >/dev/null 2>&1 &");
    var said = play("- package: {name: rb-demo}\n- package: {name: rb-demoo}\n");
    assertEquals(1, said.status(), said.text());
    assertTrue(said.text().contains("1 changed"), said.text());
    assertTrue(said.text().contains("E: Unable to locate package rb-demoo"), said.text());
    assertTrue(said.text().contains("hint: the host's lists do not have it"), said.text());
  }
}
