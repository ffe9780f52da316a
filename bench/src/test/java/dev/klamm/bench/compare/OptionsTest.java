package dev.klamm.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class OptionsTest {

  @Test
  void allWorkloadsRunByDefaultButTheOneThatFillsTheDisk() {
    assertThat(Options.of().workloads())
        .contains(Workload.BYTES_100, Workload.IN_PROCESS)
        .doesNotContain(Workload.LARGE);
    assertThat(Options.of("--large", "2").workloads()).contains(Workload.LARGE);
  }

  @Test
  void quickMeansOneRoundUnlessMoreAreAskedFor() {
    assertThat(Options.of("--quick").rounds()).isEqualTo(1);
    assertThat(Options.of("--quick", "--rounds", "2").rounds()).isEqualTo(2);
  }

  @Test
  void anUnknownWorkloadIsRefusedWithThoseThereAre() {
    assertThatThrownBy(() -> Options.of("lots"))
        .hasMessageContaining("'lots'")
        .hasMessageContaining("many");
  }

  @Test
  void aNumberThatIsNoneIsRefused() {
    assertThatThrownBy(() -> Options.of("--rounds", "0")).hasMessageContaining("--rounds is '0'");
    assertThatThrownBy(() -> Options.of("--limit")).hasMessageContaining("needs a value");
  }

  @Test
  void theHelpNamesEveryWorkload() {
    for (Workload workload : Workload.values()) {
      assertThat(Options.helpText()).contains("\n  " + workload.title() + " ");
    }
  }
}
