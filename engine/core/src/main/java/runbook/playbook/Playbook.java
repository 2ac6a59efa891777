package runbook.playbook;

import java.util.List;

/** A playbook as read. */
public record Playbook(List<Play> plays) {}
