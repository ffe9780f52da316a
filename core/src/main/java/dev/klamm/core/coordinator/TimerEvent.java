package dev.klamm.core.coordinator;

/**
 * What a timer delivers, and its name at once: setting a timer with an equal event moves the one
 * that runs. Implementations are records.
 */
public interface TimerEvent {}
