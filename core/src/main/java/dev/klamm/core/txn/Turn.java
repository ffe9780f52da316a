package dev.klamm.core.txn;

import dev.klamm.core.coordinator.Effects;

/** The event being handled: when it happened, and what it is to bring about. */
record Turn(long nowMs, Effects effects) {}
