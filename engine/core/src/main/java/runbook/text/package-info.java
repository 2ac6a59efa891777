/** Where something stands in a file, and what is wrong there. */
package runbook.text;
