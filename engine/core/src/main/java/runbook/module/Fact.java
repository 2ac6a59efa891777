package runbook.module;

import java.util.List;
import java.util.Map;

/**
 * One thing about a host: this file, this unit. A fact is a record; two facts that are equal are
 * the same thing.
 *
 * @param <S> its state: an immutable value that is compared with {@code equals}
 */
public interface Fact<S> {

  /** What the user reads for it: {@code /etc/motd}, {@code unit ssh.service}. */
  String label();

  /** How to look: a script that changes nothing and prints what {@link #read} understands. */
  Script query(Detail detail);

  S read(Answer answer) throws Unreadable;

  /**
   * What leads from one state to another, carried out in order until one fails. Asked for only when
   * it is carried out.
   *
   * @throws java.io.UncheckedIOException when the controller lacks what it takes; the message of
   *     its cause says so to the user
   */
  List<Change> changes(S from, S to);

  /** What the user is shown of a change. */
  default List<Difference> differences(S from, S to) {
    return List.of(new Difference.Value(label(), from.toString(), to.toString()));
  }

  /** The state as values for {@code register}. */
  default Map<String, Object> values(S state) {
    return Map.of();
  }

  /**
   * The state this fact would have once earlier steps have done what they say they will.
   *
   * @param seen what the host shows now
   * @throws Unforeseeable when that cannot be told: check mode then calls the step unknown
   */
  default S foresee(S seen, Foreseen earlier) throws Unforeseeable {
    return seen;
  }

  /**
   * The state an earlier step would bring this fact to, as whoever looks now would see it.
   *
   * @param foreseen as whoever would bring it about would see it
   * @param seen what the host shows now to whoever looks now
   */
  default S seenAgain(S foreseen, S seen, Foreseen earlier) throws Unforeseeable {
    return foreseen;
  }

  /** Whether a change of the other fact can change this one: then it is looked at again. */
  default boolean touchedBy(Fact<?> other) {
    return false;
  }

  /**
   * The same seen from the other side, for facts of a kind that has never heard of this one: what
   * becomes of them check mode then calls unknown.
   */
  default boolean touches(Fact<?> other) {
    return false;
  }

  /**
   * What becomes of other facts when this one comes to a state: of each of the files that it is
   * about. They need not know of this fact.
   */
  default List<Companion<?>> companions(S to) {
    return List.of();
  }

  /** A fact and its state. */
  record Companion<C>(Fact<C> fact, C state) {}

  /** How much to look at. */
  enum Detail {
    /** Enough to compare. */
    STATE,
    /** Also what {@code --diff} shows, such as a file's text. */
    TEXT
  }
}
