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

  S read(ScriptOutput scriptOutput) throws Unreadable;

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
    return List.of(new Difference.ValueDifference(label(), from.toString(), to.toString()));
  }

  /** The state as values for {@code register}. */
  default Map<String, Object> values(S state) {
    return Map.of();
  }

  /**
   * Where this fact looks, and where its changes write. A fact that says nothing looks everywhere:
   * after any other change it is read again, and check mode calls it unknown.
   */
  default List<Place> places() {
    return List.of(new Place.Everything());
  }

  /** Where this fact looks besides, and where its changes never write. */
  default List<Place> reads() {
    return List.of();
  }

  /**
   * What a change writes, if less than all {@link #places}, or if more is known: the states of
   * other facts there. All of it lies within the places.
   */
  default List<Write> writes(S from, S to) {
    return places().stream().map(Write::to).toList();
  }

  /**
   * The state this fact would have after earlier steps, asked for in check mode when one of them
   * would write where this fact looks. A write that is not asked about counts as not understood,
   * and the fact as unknown.
   *
   * @param seen what the host shows now
   * @throws Unforeseeable when that cannot be told: check mode then calls the step unknown
   */
  default S foresee(S seen, ForeseenStates earlier) throws Unforeseeable {
    throw new Unforeseeable(label() + " may be changed by an earlier step");
  }

  /** How much to look at. */
  enum Detail {
    /** Enough to compare. */
    STATE,
    /** Also what {@code --diff} shows, such as a file's text. */
    TEXT
  }
}
