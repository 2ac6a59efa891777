package runbook.modules.file;

import java.util.List;
import runbook.module.Doc;
import runbook.module.Example;
import runbook.module.Module;
import runbook.module.Want;
import runbook.module.param.ControllerPath;
import runbook.module.param.HostPath;
import runbook.modules.file.FileState.Regular;

/** Copies a file from the host to the controller. */
@Doc(
    "Copies a file from the host to the controller, where only the user who runs runbook may"
        + " read it.")
@Example("fetch: {src: /etc/passwd, dest: \"{{ dir }}/passwd\"}")
@Example(
    """
    fetch:
      src: /etc/group
      dest: "{{ dir }}/fetched/{{ inventory_hostname }}/group"
    """)
public record Fetch(
    @Doc("The file on the host.") HostPath src,
    @Doc(
            "The file on the controller; with several hosts, put {{ inventory_hostname }} in it;"
                + " missing folders are made.")
        ControllerPath dest)
    implements Module {

  @Override
  public List<Want> wants() {
    var fact = new FetchFact(src, dest);
    return List.of(
        new Want.Require<>(
            fact,
            fetchState -> fetchState.there().fileKind() instanceof Regular,
            fetchState ->
                fetchState.there().isThere()
                    ? "%s is %s, and only files can be fetched".formatted(src, fetchState.there())
                    : "the host has no file %s".formatted(src)),
        new Want.Require<>(
            fact,
            fetchState -> fetchState.content().isPresent(),
            "this user may not read %s: try 'become: true'".formatted(src)),
        new Want.Require<>(
            fact,
            fetchState -> fetchState.isSame() || fetchState.isAtHand(),
            fetchState ->
                "%s is too large to fetch: %d bytes, the limit is %d\ncopy it with scp or rsync"
                    .formatted(src, fetchState.content().orElseThrow().size(), FetchFact.LARGEST)),
        new Want.Reach<>(fact, FetchState::brought));
  }
}
