package dev.klamm.core.metrics;

import dev.klamm.api.metrics.MetricName;

/** Something that measures, in a registry under its name. */
public sealed interface Instrument permits Counter, Gauge, Histogram {

  MetricName name();
}
