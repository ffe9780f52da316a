/**
 * What users and plugin authors of Klamm compile against. Nothing here depends on anything but the
 * JDK and JSpecify's annotations.
 *
 * <p>Start reading at {@link dev.klamm.api.storage} to write a storage backend, at {@link
 * dev.klamm.api.transport} to write a transport, and at {@code producer}, {@code consumer}, {@code
 * admin} and {@code serde} to use the clients.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.api;
