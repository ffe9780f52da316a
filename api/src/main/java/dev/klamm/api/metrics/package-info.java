/**
 * Metrics as clients show them: {@link dev.klamm.api.metrics.Metric} is a value by name, {@link
 * dev.klamm.api.metrics.MetricName} the name, group and tags that Kafka gives it. Rests on nothing.
 * Any thread may read them at any time; a value is that of the moment it is asked for.
 */
@org.jspecify.annotations.NullMarked
package dev.klamm.api.metrics;
