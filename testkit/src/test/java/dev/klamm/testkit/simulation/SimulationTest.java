package dev.klamm.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Seeds drive brokers, clients and faults in one thread. A failing seed is in the message; {@code
 * mvn -pl testkit -am test -Dtest=SimulationTest#oneSeed -Dklamm.seed=N
 * -Dsurefire.failIfNoSpecifiedTests=false} runs it again.
 */
final class SimulationTest {

  private static final int SEEDS = 200;

  @Test
  void oneSeed() {
    ProducersSimulation.run(Long.getLong("klamm.seed", 1));
    GroupSimulation.run(Long.getLong("klamm.seed", 1));
  }

  @Test
  void producersLoseAndDoubleNothingWhateverHappens() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      ProducersSimulation.run(seed);
    }
  }

  @Test
  void groupsReadEverythingInOrderWhateverHappens() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      GroupSimulation.run(seed);
    }
  }

  @Test
  void theSameSeedGivesTheSameRun() {
    assertThat(ProducersSimulation.run(42)).isEqualTo(ProducersSimulation.run(42));
    assertThat(ProducersSimulation.run(42)).isNotEqualTo(ProducersSimulation.run(43));
    assertThat(GroupSimulation.run(42)).isEqualTo(GroupSimulation.run(42));
  }

  @Test
  @Tag("long")
  void manySeeds() {
    long first = Long.getLong("klamm.seed", 1_000);
    for (long seed = first; seed < first + Long.getLong("klamm.seeds", 20_000); seed++) {
      ProducersSimulation.run(seed);
      GroupSimulation.run(seed);
    }
  }
}
