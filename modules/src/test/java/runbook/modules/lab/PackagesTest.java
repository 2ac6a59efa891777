package runbook.modules.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.testkit.LabHosts;
import runbook.testkit.NeedsLab;

/** Tests with packages with a service, from an archive on the host. */
@NeedsLab(hosts = 1)
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
        printf '%s\\n' '#!/bin/sh' \\
          'if [ -e /root/kill ]; then rm /root/kill; kill -9 $PPID; exit 1; fi' 'systemctl daemon-reload' \\
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

  private final OneHostLab host;

  PackagesTest(LabHosts hosts, @TempDir Path folder) {
    host = new OneHostLab(hosts, folder);
  }

  @BeforeEach
  void archive() throws Exception {
    assertEquals("", host.on(ARCHIVE));
    host.on("apt-get -y purge rb-demo; systemctl daemon-reload");
  }

  @Test
  void serviceOfPackageIsNotStartedIfForbidden() throws Exception {
    host.on(
        "printf '#!/bin/sh\\necho asked >>/root/asked\\nexit 0\\n' >/usr/sbin/policy-rc.d;"
            + "chmod 755 /usr/sbin/policy-rc.d");
    var quiet = "- package: {name: rb-demo=1.0, update_cache: true, start: false}\n";
    var checked = host.play(quiet + "- systemd: {name: rb-demo, state: started}\n", "--check");
    assertTrue(checked.text().contains("1 would change, 1 unknown"), checked.text());
    var programTranscript = host.play(quiet);
    assertEquals(0, programTranscript.status(), programTranscript.text());
    assertEquals("inactive", host.on("systemctl is-active rb-demo"));
    assertEquals(0, host.play(quiet, "--detailed-exitcode").status());
    assertTrue(host.on("cat /usr/sbin/policy-rc.d").contains("echo asked"));

    host.on("apt-get -y purge rb-demo");
    assertEquals(0, host.play("- package: {name: rb-demo}\n").status());
    assertEquals("active", host.on("systemctl is-active rb-demo"));
    assertTrue(
        host.on("cat /root/asked").contains("asked"), "the policy that was there counts again");
  }

  @Test
  void upgradeKeepsSettingsAndPurgeRemovesThem() throws Exception {
    assertEquals(0, host.play("- package: {name: rb-demo=1.0, update_cache: true}\n").status());
    host.on("echo mine >>/etc/demo/demo.conf");
    var latest = "- package: {names: [rb-demo], state: latest}\n";
    var upgraded = host.play(latest);
    assertTrue(upgraded.text().contains("package rb-demo 1.0 → 1.1"), upgraded.text());
    assertEquals("version 1.0\nmine", host.on("cat /etc/demo/demo.conf"));
    assertEquals(0, host.play(latest, "--detailed-exitcode").status());
    assertEquals(0, host.play("- package: {name: rb-demo, state: absent, purge: true}\n").status());
    assertEquals("gone", host.on("[ -e /etc/demo/demo.conf ] || echo gone"));
  }

  @Test
  void lockIsAwaitedAndWrongNameHasAHint() throws Exception {
    host.on("apt-get update");
    host.on(
        "(python3 -c 'import fcntl, time;"
            + " f = open(\"/var/lib/dpkg/lock-frontend\", \"w\");"
            + " fcntl.lockf(f, fcntl.LOCK_EX); time.sleep(4)') >/dev/null 2>&1 &");
    var programTranscript = host.play("- package: {name: rb-demo}\n- package: {name: rb-demoo}\n");
    assertEquals(1, programTranscript.status(), programTranscript.text());
    assertTrue(programTranscript.text().contains("1 changed"), programTranscript.text());
    assertTrue(
        programTranscript.text().contains("E: Unable to locate package rb-demoo"),
        programTranscript.text());
    assertTrue(
        programTranscript.text().contains("hint: the host's lists do not have it"),
        programTranscript.text());
  }

  @Test
  void killedInstallationIsCompletedByNext() throws Exception {
    host.on("touch /root/kill");
    var quiet = "- package: {name: rb-demo, update_cache: true, start: false}\n";
    var killed = host.play(quiet);
    assertEquals(1, killed.status(), killed.text());
    assertTrue(host.on("apt-get -y install hello").contains("dpkg was interrupted"));
    var programTranscript = host.play(quiet);
    assertEquals(0, programTranscript.status(), programTranscript.text());
    assertEquals("inactive", host.on("systemctl is-active rb-demo"));
    assertEquals(0, host.play(quiet, "--detailed-exitcode").status());
  }

  @Test
  void incompletePackageListsAreFetchedAgain() throws Exception {
    host.on(
        "echo 'deb [trusted=yes] file:/srv/later ./' >/etc/apt/sources.list.d/later.list;"
            + " rm -rf /srv/later /var/lib/apt/lists/*; touch -d @0 /var/lib/apt/lists");
    var update = "- package: {name: rb-later, update_cache: true, cache_valid_time: 1h}\n";
    assertEquals(1, host.play(update).status());
    host.on(
        """
        cp -r /root/built/1.0 /root/built/later
        sed -i 's/^Package: .*/Package: rb-later/' /root/built/later/DEBIAN/control
        mkdir /srv/later && cd /srv/later && dpkg-deb -b /root/built/later .
        for f in *.deb; do
          dpkg-deb -f $f
          printf 'Filename: ./%s\\nSize: %s\\n' $f $(stat -c %s $f)
          printf 'SHA256: %s\\n\\n' $(sha256sum $f | cut -d' ' -f1)
        done >Packages
        """);
    var programTranscript = host.play(update);
    host.on("apt-get -y purge rb-later; rm /etc/apt/sources.list.d/later.list");
    assertEquals(0, programTranscript.status(), programTranscript.text());
  }
}
