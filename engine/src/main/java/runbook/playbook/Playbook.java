package runbook.playbook;

import java.nio.file.Path;
import java.util.List;

/**
 * A playbook as read.
 *
 * @param folder the folder it is in, where its files and templates are looked for
 */
public record Playbook(Path folder, List<Play> plays) {}
