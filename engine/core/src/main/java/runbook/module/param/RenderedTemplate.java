package runbook.module.param;

/** A Mustache file of the controller, rendered with the variables of the host. */
public record RenderedTemplate(String name, FileContent fileContent) {}
