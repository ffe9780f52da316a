/**
 * APIs about what this broker does not have: replicas, quotas, ACLs, credentials. They are answered
 * all the same, with nothing or with the error that says so, because tools ask about such things on
 * the side and must not lose their connection over it.
 *
 * <p>One class per matter; each lists its APIs. Answers are functions of the request, made on the
 * connection's event loop. Start reading at {@code AnsweredApi}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.broker.handler.absent;
