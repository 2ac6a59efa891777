package runbook.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import runbook.event.Event;
import runbook.event.RunListener;
import runbook.plan.InvalidForHost;
import runbook.plan.Plan;
import runbook.plan.Plan.PlannedPlay;
import runbook.plan.PlannedHost;
import runbook.plan.TaskPreparer;
import runbook.playbook.Barrier;
import runbook.playbook.RollingBlock;
import runbook.playbook.Task;
import runbook.step.ControllerResourceCache;
import runbook.step.Target;
import runbook.text.TraceText;
import runbook.value.ConditionResult;

/** Runs the plays of a plan one after another, each with one thread per host. */
public final class PlaybookRun {

  private final Plan plan;
  private final TaskPreparer taskPreparer;
  private final RunOptions runOptions;
  private final RunListener runListener;
  private final StopRequest stopRequest = new StopRequest();
  private final Semaphore forks;
  private final ControllerResourceCache controllerResourceCache = new ControllerResourceCache();
  private final HostSessions hostSessions;
  private final Map<String, List<String>> owed = new ConcurrentHashMap<>();
  private final Map<String, Thread> threads = new ConcurrentHashMap<>();

  private EarlierRun earlierRun = new EarlierRun();
  private final InternalErrors internalErrors = new InternalErrors();

  public PlaybookRun(
      Plan plan,
      TaskPreparer taskPreparer,
      Target.Opener opener,
      RunOptions runOptions,
      RunListener runListener) {
    this.plan = plan;
    this.taskPreparer = taskPreparer;
    this.runOptions = runOptions;
    this.runListener = runListener;
    this.forks = new Semaphore(runOptions.forks());
    this.hostSessions = new HostSessions(plan.delegates(), opener, runListener);
    for (var play : plan.plays()) {
      play.hosts().forEach(host -> hostSessions.of(host.name()));
    }
  }

  /** Goes on where an earlier run of the same plan ended. */
  public PlaybookRun resuming(EarlierRun earlier) {
    earlierRun = earlier;
    return this;
  }

  /** Runs to the end, whatever happens to single hosts; the listener receives all events. */
  public void run(String playbook) throws InterruptedException {
    long began = System.nanoTime();
    runListener.on(new Event.RunBegan(runOptions.check(), playbook));
    try {
      for (int number = 0; number < plan.plays().size(); number++) {
        play(number, plan.plays().get(number), Path.of(playbook));
      }
    } finally {
      for (var hostSession : taken()) {
        runListener.on(
            new Event.HostEnded(
                hostSession.name(),
                hostSession.traffic(),
                owed.getOrDefault(hostSession.name(), List.of())));
        hostSession.close();
      }
      runListener.on(new Event.RunEnded(ElapsedTime.since(began)));
    }
    internalErrors.rethrow();
  }

  /** Returns the sessions to report, without those that were never used. */
  private List<HostSession> taken() {
    return hostSessions.all().stream()
        .filter(hostSession -> hostSession.hasJoined() || plan.isPlayedOn(hostSession.name()))
        .toList();
  }

  /** Lets every host finish its current step, and then stops. */
  public void stop() {
    stopRequest.request();
    for (var hostSession : hostSessions.all()) {
      Thread.ofVirtual().name("stop " + hostSession.name()).start(hostSession::stopAfterTask);
    }
  }

  /** Interrupts waits and current requests; commands running on hosts are killed. */
  public void killSteps() {
    stopRequest.request();
    threads.values().forEach(Thread::interrupt);
  }

  private void play(int number, PlannedPlay planned, Path playbook) throws InterruptedException {
    for (var host : planned.hosts()) {
      if (hostSessions.of(host.name()).comesBack()) {
        runListener.on(
            new Event.Warned(
                host.name(),
                "it was lost in an earlier play, whose other steps were not done here; connecting"
                    + " again"));
      }
    }
    var hosts =
        planned.hosts().stream()
            .filter(h -> hostSessions.of(h.name()).endReason().isEmpty())
            .toList();
    if (hosts.isEmpty() || stopRequest.requested()) {
      return;
    }
    runListener.on(
        new Event.PlayBegan(
            planned.play().name(), number, hosts.stream().map(PlannedHost::name).toList()));
    var playTasks = new PlayTasks(planned.play());
    var playCoordinator = coordinator(planned, playTasks, earlierRun.play(number));
    var playResources =
        new PlayResources(
            playCoordinator,
            new FollowUps(playbook, planned.play(), number),
            playTasks,
            earlierRun.play(number),
            hostSessions,
            taskPreparer,
            runOptions,
            runListener,
            internalErrors);
    for (var host : planned.hosts()) {
      hostSessions
          .of(host.name())
          .endReason()
          .ifPresent(why -> playCoordinator.hostLeft(host.name(), why));
    }
    for (var host : hosts) {
      threads.put(
          host.name(),
          Thread.ofVirtual().name(host.name()).start(one(planned, host, playResources)));
    }
    for (var host : hosts) {
      threads.get(host.name()).join();
      threads.remove(host.name());
    }
  }

  private Runnable one(PlannedPlay planned, PlannedHost host, PlayResources playResources) {
    var hostSession = hostSessions.of(host.name());
    var run = new HostRun(new HostInPlay(planned.play(), host, hostSession, playResources));
    return () -> {
      try {
        owed.put(host.name(), run.run());
      } catch (RuntimeException | Error e) {
        // An internal error on one host must not end the run, nor leave the others waiting for it.
        internalErrors.add(e);
        runListener.on(new Event.HostStopped(host.name(), "internal error: " + TraceText.brief(e)));
        hostSession.end("internal error");
        playResources.playCoordinator().hostLeft(host.name(), "internal error");
      }
    };
  }

  private PlayCoordinator coordinator(
      PlannedPlay planned, PlayTasks playTasks, EarlierRun.EarlierPlay earlierPlay) {
    var meetings = new HashMap<Barrier, Meeting>();
    var slots = new HashMap<RollingBlock, Slots>();
    var onces = new IdentityHashMap<Task, RunOnce>();
    var inOrder = new ArrayList<WaitPoint>();
    var playAbort = new PlayAbort();
    planned.play().handlers().forEach(task -> once(task, List.of(), onces));
    var order = planned.hosts().stream().map(PlannedHost::name).toList();
    for (var playElement : planned.play().elements()) {
      if (playElement instanceof Barrier barrier) {
        var hosts = expected(planned, barrier);
        int need = barrier.need().of(planned.matched(), hosts.size());
        var meeting = new Meeting(barrier, need, Set.copyOf(hosts), runListener, playAbort);
        meeting.resume(earlierPlay);
        meetings.put(barrier, meeting);
        inOrder.add(meeting);
      } else if (playElement instanceof RollingBlock rollingBlock) {
        var places = new Slots(rollingBlock, runListener, playAbort);
        places.resume(earlierPlay, order);
        slots.put(rollingBlock, places);
        inOrder.add(places);
        rollingBlock.tasks().forEach(task -> once(task, List.of(), onces));
      } else if (playElement instanceof Task task) {
        once(task, order, onces);
      }
    }
    onces.forEach(
        (task, runOnce) -> earlierPlay.once(playTasks.number(task)).ifPresent(runOnce::resume));
    inOrder.addAll(onces.values());
    return new PlayCoordinator(
        meetings, slots, onces, inOrder, playAbort, forks, stopRequest, controllerResourceCache);
  }

  private static void once(Task task, List<String> order, Map<Task, RunOnce> onces) {
    if (task.settings().delegation().once()) {
      onces.put(task, new RunOnce(task.name(), order));
    }
  }

  /**
   * Returns the hosts for which the barrier's condition is true; the planner has checked that it is
   * known.
   */
  private List<String> expected(PlannedPlay planned, Barrier barrier) {
    return planned.hosts().stream()
        .filter(host -> isExpected(host, barrier))
        .map(PlannedHost::name)
        .toList();
  }

  private boolean isExpected(PlannedHost host, Barrier barrier) {
    try {
      return taskPreparer
          .judge(barrier.when(), host.variableScope().with(barrier.vars()))
          .is(ConditionResult::isTrue);
    } catch (InvalidForHost e) {
      throw new IllegalStateException(
          "the planner accepted an invalid barrier: " + e.getMessage(), e);
    }
  }
}
