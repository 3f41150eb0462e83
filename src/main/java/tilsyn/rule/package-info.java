/** The rulebook: cards, clauses, lint, sandbox, sessions and scenarios. The only package that knows Drools. */
@NullMarked
package tilsyn.rule;

import org.jspecify.annotations.NullMarked;
