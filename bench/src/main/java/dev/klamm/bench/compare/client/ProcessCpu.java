package dev.klamm.bench.compare.client;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * What a record costs this process once it is warm: the slope between the processor time after a
 * short run and after a long one, so that start and compilation are left out.
 */
final class ProcessCpu {

  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private long nanosAtMark;

  void mark() {
    nanosAtMark = system.getProcessCpuTime();
  }

  /** Prints processor seconds a million records since the mark. */
  void print(long records) {
    double nanos = system.getProcessCpuTime() - nanosAtMark;
    System.out.printf(Locale.ROOT, "cpu.seconds.per.million %.4f%n", nanos / records / 1e3);
  }
}
