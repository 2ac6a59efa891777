package runbook.modules.etcd.verify;

import java.util.List;
import java.util.Optional;
import runbook.module.Unobtainable;

/** A way to ask the members of a cluster. */
interface Gathering extends AutoCloseable {

  /** In the order of the places. */
  List<Testimony> testimonies() throws Unobtainable, InterruptedException;

  /** The same, with the digests of all at one revision. */
  List<Testimony> hashedAt(List<Testimony> testimonies, long revision)
      throws Unobtainable, InterruptedException;

  /**
   * Writes a key by one member, reads it by every other, and takes it away again.
   *
   * @return what went wrong; empty when nothing did
   */
  Optional<String> probe(String key) throws Unobtainable, InterruptedException;

  /** What is answered at a URL that needs no certificate, on one line; empty without an answer. */
  Optional<String> fetch(String url) throws Unobtainable, InterruptedException;

  /** How it asks, for the user. */
  String by();

  @Override
  void close();
}
