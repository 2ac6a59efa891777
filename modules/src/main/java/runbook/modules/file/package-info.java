/** Files, directories and links of a host, and the modules that put them in place. */
package runbook.modules.file;
