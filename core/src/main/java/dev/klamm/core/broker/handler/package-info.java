/**
 * One class per API, named after it. Its Javadoc lists the versions it answers, what each changed
 * and the KIP behind it, and what is left out.
 *
 * <p>Handlers are called on the connection's event loop and hold only the collaborators they use;
 * what changes state is submitted to the engine.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.broker.handler;
