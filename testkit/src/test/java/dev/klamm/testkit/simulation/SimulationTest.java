package dev.klamm.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Seeds drive broker, clients, network and disk in one thread, and whatever happens, what is
 * promised holds. A failing seed says how to see it again.
 *
 * <pre>
 *   mvn -pl testkit -am test -Psimulate -Dseeds=1000000 -Dfrom=1     as many seeds as you like
 *   mvn -pl testkit -am test -Psimulate -Dreplay=17                  one seed, with its trace
 * </pre>
 */
final class SimulationTest {

  private static final long SEEDS_IN_THE_BUILD = 1_000;

  @Test
  void whatIsPromisedHoldsWhateverHappens() {
    assertThat(SeedRun.of(1, SEEDS_IN_THE_BUILD).failures()).isEmpty();
  }

  @Test
  @Tag("simulate")
  void simulate() {
    Long replay = Long.getLong("replay");
    if (replay != null) {
      Trace.print(replay, System.out);
    } else {
      SeedRun run = SeedRun.of(Long.getLong("from", 1), Long.getLong("seeds", 100_000));
      assertThat(run.failures()).isEmpty();
    }
  }
}
