/** Values as far as they are known, from the text of a file to the result of a step. */
package runbook.knowledge;
