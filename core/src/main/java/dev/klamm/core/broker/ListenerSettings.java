package dev.klamm.core.broker;

import dev.klamm.api.transport.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * One address to listen on.
 *
 * @param name Kafka's listener name
 * @param bind where; port 0 for one of the system's choice
 * @param advertised the address given to clients, or null for the one bound
 */
public record ListenerSettings(String name, Endpoint bind, @Nullable Endpoint advertised) {}
