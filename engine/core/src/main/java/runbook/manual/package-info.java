/**
 * Documentation of modules and keywords: terminal help, Markdown pages and the JSON Schema for
 * editors.
 */
package runbook.manual;
