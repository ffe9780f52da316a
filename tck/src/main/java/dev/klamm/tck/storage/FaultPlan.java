package dev.klamm.tck.storage;

import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** When the next of some kind of operation fails, and how. */
final class FaultPlan {

  private long untilFault;
  private FaultyStorage.Fault counted = FaultyStorage.Fault.IO_ERROR;
  private double probability;
  private FaultyStorage.Fault drawn = FaultyStorage.Fault.IO_ERROR;

  private BooleanSupplier condition = () -> false;
  private FaultyStorage.Fault conditional = FaultyStorage.Fault.IO_ERROR;

  void failNth(long n, FaultyStorage.Fault fault) {
    if (n < 1) {
      throw new IllegalArgumentException("operation " + n + " to fail, must be 1 or more");
    }
    untilFault = n;
    counted = fault;
  }

  void failSome(double probability, FaultyStorage.Fault fault) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("probability " + probability + ", must be 0 to 1");
    }
    this.probability = probability;
    drawn = fault;
  }

  void failWhile(BooleanSupplier failing, FaultyStorage.Fault fault) {
    condition = failing;
    conditional = fault;
  }

  /** The fault of the operation that is made now; null for none. */
  FaultyStorage.@Nullable Fault next(RandomGenerator random) {
    if (untilFault > 0 && --untilFault == 0) {
      return counted;
    }
    if (condition.getAsBoolean()) {
      return conditional;
    }
    return probability > 0 && random.nextDouble() < probability ? drawn : null;
  }
}
