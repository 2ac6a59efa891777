package runbook.run;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import runbook.connection.Leased;
import runbook.connection.Traffic;
import runbook.connection.Unreachable;
import runbook.event.Event;
import runbook.event.Listener;
import runbook.plan.PlannedHost;
import runbook.step.Patience;
import runbook.step.Picture;
import runbook.step.Prospects;
import runbook.step.Target;
import runbook.value.Scope;

/**
 * A host through a whole run: its connection, what is known of it, and what was registered. Steps
 * of other hosts may act on it too, each in its turn.
 */
final class Session {

  private final String name;
  private final Target.Opener opener;
  private final Listener listener;
  private final Prospects prospects;
  private final Map<String, Object> registered = new LinkedHashMap<>();
  private final Set<String> passed = new HashSet<>();
  private final ReentrantLock turn = new ReentrantLock(true);
  private Optional<Target> target = Optional.empty();
  private Optional<Picture> picture = Optional.empty();
  private Optional<String> over = Optional.empty();
  private boolean lost;

  Session(String name, Target.Opener opener, Listener listener, Prospects prospects) {
    this.name = name;
    this.prospects = prospects;
    this.opener = opener;
    this.listener = listener;
  }

  String name() {
    return name;
  }

  /** Waits until nobody else acts on the host. */
  void enter(Patience patience) throws InterruptedException {
    if (!turn.tryLock()) {
      patience.aside(() -> {
        turn.lockInterruptibly();
        return true;
      });
    }
  }

  void leave() {
    turn.unlock();
  }

  /** While a step pauses, others may act on the host. */
  Patience sharing(Patience patience) {
    return new Patience() {
      @Override
      public <T> T aside(Wait<T> wait) throws InterruptedException {
        return patience.aside(wait);
      }

      @Override
      public void pause(Duration time) throws InterruptedException {
        patience.aside(() -> {
          leave();
          try {
            Thread.sleep(time);
          } finally {
            turn.lock();
          }
          return time;
        });
      }
    };
  }

  /** Connects, unless that was done before. */
  void join(PlannedHost host, Patience patience) throws Leased, Unreachable, InterruptedException {
    enter(patience);
    try {
      if (target.isEmpty()) {
        long began = System.nanoTime();
        var opened = opener.open(host.endpoint());
        target = Optional.of(opened);
        picture = Optional.of(new Picture(opened, name, prospects));
        listener.on(new Event.HostJoined(name, Since.nanos(began)));
      }
    } finally {
      leave();
    }
  }

  boolean hasJoined() {
    return target.isPresent();
  }

  Target target() {
    return target.orElseThrow();
  }

  Picture picture() {
    return picture.orElseThrow();
  }

  /** The play's variables with what the host told and what was registered on top. */
  Scope scope(PlannedHost host) {
    var told = new HashMap<String, Object>(target().greeting());
    told.put("name", name);
    told.put("address", host.endpoint().address());
    var scope = host.scope().with("host", told);
    for (var entry : registered.entrySet()) {
      scope = scope.with(entry.getKey(), entry.getValue());
    }
    return scope;
  }

  void register(String variable, Object value) {
    registered.put(variable, value);
  }

  /** The task is behind the host that sets these variables, whether it did or not. */
  void pass(Collection<String> variables) {
    passed.addAll(variables);
  }

  boolean hasPassed(String variable) {
    return passed.contains(variable);
  }

  /** Why the host takes no further part; empty while it does. */
  synchronized Optional<String> over() {
    return over;
  }

  synchronized void end(String why) {
    over = over.or(() -> Optional.of(why));
  }

  /** It no longer answers. */
  synchronized void lose() {
    lost = true;
  }

  synchronized boolean isLost() {
    return lost;
  }

  Traffic traffic() {
    return target.map(Target::traffic).orElse(new Traffic(0, 0, 0));
  }

  void close() {
    target.ifPresent(Target::close);
  }
}
