package dev.klamm.core.metrics;

import dev.klamm.api.metrics.MetricName;
import java.util.function.DoubleSupplier;

/** Looks a value up when it is asked for. The look-up may be made by any thread. */
public final class Gauge implements Instrument {

  private final MetricName name;
  private final DoubleSupplier value;

  public Gauge(MetricName name, DoubleSupplier value) {
    this.name = name;
    this.value = value;
  }

  @Override
  public MetricName name() {
    return name;
  }

  public double value() {
    return value.getAsDouble();
  }
}
