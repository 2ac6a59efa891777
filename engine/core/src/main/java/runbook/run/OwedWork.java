package runbook.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import runbook.connection.BecomeUser;
import runbook.connection.Unreachable;
import runbook.playbook.Task;
import runbook.step.StepFailed;
import runbook.step.Target;

/**
 * What earlier runs of a play, which ended early, have left to do on a host: they changed something
 * and did not get to the handlers and tasks that must follow.
 */
final class OwedWork {

  private final HostInPlay host;
  private final FollowUps followUps;
  private final Map<String, Long> changed = new HashMap<>();
  private final Map<String, Long> done = new HashMap<>();
  private final Map<String, String> outputs = new HashMap<>();
  private final Set<Optional<BecomeUser>> known = new HashSet<>();
  private Set<Optional<BecomeUser>> users = Set.of();
  private final Set<Optional<BecomeUser>> noting = new HashSet<>();
  private final Set<Task> changedNow = Collections.newSetFromMap(new IdentityHashMap<>());

  OwedWork(HostInPlay host) {
    this.host = host;
    this.followUps = host.playResources().followUps();
  }

  /** Lets the host read its notes as each user before the first task, because they decide. */
  void resume() throws Unreachable, InterruptedException {
    for (var user : users()) {
      tell(user, "\n");
    }
  }

  private Set<Optional<BecomeUser>> users() {
    if (users.isEmpty()) {
      users = followUps.tasks().stream().map(host::become).collect(Collectors.toSet());
    }
    return users;
  }

  /** Reports whether earlier runs changed something that may still need a follow-up. */
  boolean isOwed() {
    users().forEach(this::learn);
    return !changed.isEmpty() || !done.isEmpty();
  }

  /** Returns what must still follow because an earlier run made the change of this task. */
  List<Task> left(Task task) {
    if (!isOwed() || !wasChanged(task)) {
      return List.of();
    }
    return followUps.of(task).stream().filter(one -> !isDoneSince(one, task)).toList();
  }

  /** Reports whether an earlier run has done what must follow, and nothing has changed since. */
  boolean isDone(Task task) {
    var causes =
        followUps.causes(task).stream().filter(one -> isOwed() && wasChanged(one)).toList();
    return !causes.isEmpty()
        && followUps.causes(task).stream().noneMatch(changedNow::contains)
        && causes.stream().allMatch(cause -> isDoneSince(task, cause));
  }

  /**
   * Reports whether the run that this one resumes has done the task, but was killed before it heard
   * so. A task whose result is needed must run again, unless its output was kept.
   */
  boolean wasDoneByResumedRun(Task task) {
    return task.settings().register().isEmpty() && isDoneInResumedRun(task);
  }

  /** Reports the same of a task that one host runs for all. */
  boolean onceDone(Task task) {
    return task.settings().delegation().once() && wasDoneByResumedRun(task);
  }

  /** Returns what a command of the run that this one resumes has printed, if it was kept. */
  Optional<Target.CommandOutput> keptOutput(Task task) {
    var name = followUps.output(host.name(), task);
    return isDoneInResumedRun(task)
        ? Optional.ofNullable(outputs.get(name))
            .map(
                out -> new Target.CommandOutput(0, out, outputs.getOrDefault(name + ".err", ""), 0))
        : Optional.empty();
  }

  private boolean isDoneInResumedRun(Task task) {
    return isOwed()
        && done.containsKey(followUps.key(task))
        && host.playResources().earlierPlay().isWithin(done.get(followUps.key(task)))
        && followUps.causes(task).stream().noneMatch(changedNow::contains)
        && followUps.causes(task).stream()
            .allMatch(cause -> !wasChanged(cause) || isDoneSince(task, cause));
  }

  private boolean wasChanged(Task task) {
    return changed.containsKey(followUps.key(task)) && !changedNow.contains(task);
  }

  private boolean isDoneSince(Task task, Task cause) {
    var when = done.get(followUps.key(task));
    return when != null && when >= changed.get(followUps.key(cause));
  }

  private void learn(Optional<BecomeUser> user) {
    if (known.contains(user)) {
      return;
    }
    var notes = host.hostSession().target().notes(user);
    var lines = notes.getOrDefault(followUps.file(host.name()), List.of());
    if (lines.isEmpty()) {
      return;
    }
    known.add(user);
    noting.add(user);
    notes.forEach((name, text) -> outputs.put(name, String.join("\n", text)));
    inOrder(lines).forEach(this::learn);
  }

  /**
   * Returns the notes of a file, without what was done before a later change. Their times do not
   * tell that if the clock was set back in between.
   */
  private List<HostNote> inOrder(List<String> lines) {
    var notes = new ArrayList<HostNote>();
    for (var note : lines.stream().flatMap(line -> HostNote.parse(line).stream()).toList()) {
      if (note.word().equals("changed")) {
        var following = followUps.keysAfter(note.key());
        notes.removeIf(
            earlier -> earlier.word().equals("done") && following.contains(earlier.key()));
      }
      notes.add(note);
    }
    return notes;
  }

  /**
   * Learns one note. If it is from the future, the clock was set back since: a change counts from
   * now, and what was done is done again, since it may have been before the change.
   */
  private void learn(HostNote note) {
    long now = System.currentTimeMillis();
    switch (note.word()) {
      case "changed" -> changed.merge(note.key(), Math.min(note.millis(), now), Math::max);
      case "unchanged" -> changed.remove(note.key());
      case "done" -> {
        if (note.millis() <= now) {
          done.merge(note.key(), note.millis(), Math::max);
        }
      }
      case "undone" -> done.remove(note.key());
      default -> {}
    }
  }

  /** Records the result of a task of this run, here and in the notes of the host. */
  void record(Task task, TaskResult result) throws Unreachable, InterruptedException {
    if (result.hasChanged()) {
      changedNow.add(task);
    }
    if (host.options().check()) {
      return;
    }
    if (result.hasRun() && followUps.notes(host.name(), task).isPresent()) {
      noting.add(host.become(task));
    }
    if (!followUps.of(task).isEmpty()) {
      if (result.hasChanged()) {
        noting.add(host.become(task));
      } else if (result.hasRun() && !wasChanged(task)) {
        tell(task, followUps.note(host.name(), "unchanged", task));
      }
    }
    if (noting.isEmpty() || result.isSkipped()) {
      return;
    }
    if (result.hasFailed() && result.hasRun()) {
      done.remove(followUps.key(task));
      tell(task, followUps.note(host.name(), "undone", task));
    } else if (!result.hasFailed() && !followUps.causes(task).isEmpty()) {
      done.put(followUps.key(task), System.currentTimeMillis());
      tell(task, followUps.note(host.name(), "done", task));
    }
  }

  /** Removes the notes of the play, unless a task that owes something did not run. */
  void settle() throws Unreachable, InterruptedException {
    if (host.options().check() || noting.isEmpty()) {
      return;
    }
    // Another project may have a playbook and a play of the same name.
    if (followUps.keys().containsAll(changed.keySet())
        && followUps.causes().stream().allMatch(task -> left(task).isEmpty())) {
      for (var user : noting) {
        tell(user, followUps.forget(host.name()));
      }
    }
  }

  private void tell(Task task, String commands) throws Unreachable, InterruptedException {
    noting.add(host.become(task));
    tell(host.become(task), commands);
  }

  private void tell(Optional<BecomeUser> user, String commands)
      throws Unreachable, InterruptedException {
    try {
      host.hostSession().target().tell(user, commands);
    } catch (StepFailed e) {
      // The user's shell did not start, so there is nothing to note.
      noting.remove(user);
    }
  }
}
