package dev.klamm.core.group;

import dev.klamm.core.coordinator.Effects;

/** The event being handled: when it happened, and what it is to bring about. */
public record Turn(long nowMs, Effects effects) {}
