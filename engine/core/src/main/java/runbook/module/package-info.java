/**
 * The API for module authors: a module returns the facts it wants and their states; a fact defines
 * how to read and change itself.
 */
package runbook.module;
