/** Files, directories and links of a host, and the modules that make them. */
package runbook.modules.file;
