package runbook.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import runbook.event.Event;
import runbook.event.Listener;
import runbook.plan.Misfit;
import runbook.plan.Plan;
import runbook.plan.Plan.PlannedPlay;
import runbook.plan.PlannedHost;
import runbook.plan.Preparation;
import runbook.playbook.Barrier;
import runbook.playbook.Rolling;
import runbook.playbook.Task;
import runbook.step.Supplies;
import runbook.step.Target;
import runbook.value.ConditionResult;

/** Plays the plays of a plan one after another, each with a thread for each of its hosts. */
public final class Run {

  private final Plan plan;
  private final Preparation preparation;
  private final Options options;
  private final Listener listener;
  private final Halt halt = new Halt();
  private final Semaphore forks;
  private final Supplies supplies = new Supplies();
  private final Sessions sessions;
  private final Map<String, List<String>> owed = new ConcurrentHashMap<>();
  private final Map<String, Thread> threads = new ConcurrentHashMap<>();

  private final AtomicReference<Throwable> fault = new AtomicReference<>();

  public Run(
      Plan plan,
      Preparation preparation,
      Target.Opener opener,
      Options options,
      Listener listener) {
    this.plan = plan;
    this.preparation = preparation;
    this.options = options;
    this.listener = listener;
    this.forks = new Semaphore(options.forks());
    this.sessions = new Sessions(plan.delegates(), opener, listener);
    for (var play : plan.plays()) {
      play.hosts().forEach(host -> sessions.of(host.name()));
    }
  }

  /** Runs to the end, whatever happens to single hosts; the listener hears of everything. */
  public void run(String playbook) throws InterruptedException {
    long began = System.nanoTime();
    listener.on(new Event.RunBegan(options.check(), playbook));
    try {
      for (var play : plan.plays()) {
        play(play);
      }
    } finally {
      for (var session : taken()) {
        listener.on(
            new Event.HostEnded(
                session.name(), session.traffic(), owed.getOrDefault(session.name(), List.of())));
        session.close();
      }
      listener.on(new Event.RunEnded(Since.nanos(began)));
    }
  }

  /** The sessions there is something to tell of: not those that nobody came to use. */
  private List<Session> taken() {
    return sessions.all().stream()
        .filter(session -> session.hasJoined() || plan.isPlayedOn(session.name()))
        .toList();
  }

  /** Lets every host finish the step it is in, and no more. */
  public void stop() {
    halt.request();
  }

  /** Ends the waiting and the requests under way; what runs on hosts is killed. */
  public void cut() {
    halt.request();
    threads.values().forEach(Thread::interrupt);
  }

  private void play(PlannedPlay planned) throws InterruptedException {
    var hosts =
        planned.hosts().stream().filter(h -> sessions.of(h.name()).over().isEmpty()).toList();
    if (hosts.isEmpty() || halt.requested()) {
      return;
    }
    listener.on(
        new Event.PlayBegan(planned.play().name(), hosts.stream().map(PlannedHost::name).toList()));
    var gathering = gathering(planned);
    for (var host : planned.hosts()) {
      sessions.of(host.name()).over().ifPresent(why -> gathering.gone(host.name(), why));
    }
    for (var host : hosts) {
      threads.put(
          host.name(), Thread.ofVirtual().name(host.name()).start(one(planned, host, gathering)));
    }
    for (var host : hosts) {
      threads.get(host.name()).join();
      threads.remove(host.name());
    }
    if (fault.get() != null) {
      throw new IllegalStateException("the run met a fault of runbook", fault.get());
    }
  }

  private Runnable one(PlannedPlay planned, PlannedHost host, Gathering gathering) {
    var rig = new Rig(gathering, sessions, preparation, options, listener);
    var session = sessions.of(host.name());
    var run = new HostRun(new HostInPlay(planned.play(), host, session, rig));
    return () -> {
      try {
        owed.put(host.name(), run.run());
      } catch (RuntimeException | Error e) {
        // A fault of ours on one host must not leave the others waiting for it.
        gathering.gone(host.name(), "a fault of runbook");
        fault.compareAndSet(null, e);
      }
    };
  }

  private Gathering gathering(PlannedPlay planned) {
    var meetings = new HashMap<Barrier, Meeting>();
    var slots = new HashMap<Rolling, Slots>();
    var onces = new IdentityHashMap<Task, Once>();
    var inOrder = new ArrayList<Awaited>();
    var abort = new Abort();
    planned.play().handlers().forEach(task -> once(task, List.of(), onces));
    var order = planned.hosts().stream().map(PlannedHost::name).toList();
    for (var element : planned.play().elements()) {
      if (element instanceof Barrier barrier) {
        var hosts = expected(planned, barrier);
        int need = barrier.need().of(planned.matched(), hosts.size());
        var meeting = new Meeting(barrier, need, Set.copyOf(hosts), listener, abort);
        meetings.put(barrier, meeting);
        inOrder.add(meeting);
      } else if (element instanceof Rolling rolling) {
        var places = new Slots(rolling, listener, abort);
        slots.put(rolling, places);
        inOrder.add(places);
        rolling.tasks().forEach(task -> once(task, List.of(), onces));
      } else if (element instanceof Task task) {
        once(task, order, onces);
      }
    }
    inOrder.addAll(onces.values());
    return new Gathering(meetings, slots, onces, inOrder, abort, forks, halt, supplies);
  }

  private static void once(Task task, List<String> order, Map<Task, Once> onces) {
    if (task.settings().errand().once()) {
      onces.put(task, new Once(task.name(), order));
    }
  }

  /** The hosts for which the barrier's condition is true; the planner has made sure it is known. */
  private List<String> expected(PlannedPlay planned, Barrier barrier) {
    return planned.hosts().stream()
        .filter(host -> isExpected(host, barrier))
        .map(PlannedHost::name)
        .toList();
  }

  private boolean isExpected(PlannedHost host, Barrier barrier) {
    try {
      return preparation
          .judge(barrier.when(), host.scope().with(barrier.vars()))
          .is(ConditionResult::isTrue);
    } catch (Misfit e) {
      throw new IllegalStateException("the planner let a barrier pass: " + e.getMessage(), e);
    }
  }
}
