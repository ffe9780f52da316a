package dev.klamm.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProcessFiguresTest {

  @Test
  void processorTimeIsFoundBehindANameWithSpacesAndParentheses() {
    String stat = "42 (a (b) c) S 1 42 42 0 -1 4194304 100 0 0 0 250 75 0 0 20 0 30 0 12345";

    assertThat(ProcessFigures.cpuSeconds(stat)).isEqualTo(3.25);
  }

  @Test
  void memoryIsInMebibytes() {
    String status = "Name:\tjava\nVmHWM:\t  204800 kB\nVmRSS:\t  102400 kB\n";

    assertThat(ProcessFigures.mib(status, "VmRSS:")).isEqualTo(100);
    assertThat(ProcessFigures.mib(status, "VmHWM:")).isEqualTo(200);
  }
}
