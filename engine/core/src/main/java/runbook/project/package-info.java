/** Roles from elsewhere: what a project asks for, what it got, and whether it is still the same. */
package runbook.project;
