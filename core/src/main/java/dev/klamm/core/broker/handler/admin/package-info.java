/**
 * The APIs of administrators: topics, partitions, configuration, the cluster. One class per API, as
 * in {@code handler}, whose threading rule holds here too: handlers run on the connection's event
 * loop, and changes go through {@link dev.klamm.core.broker.handler.admin.Changes} to the engine,
 * where they are also checked, so that two at once cannot both be right.
 *
 * <p>What is wrong with one item of a request is thrown as the exception that stands for its error
 * code, and becomes that item's error; the others go on. Start reading at {@code
 * CreateTopicsHandler}.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.core.broker.handler.admin;
