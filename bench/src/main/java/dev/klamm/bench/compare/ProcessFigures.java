package dev.klamm.bench.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux says of a process: {@code /proc/PID/stat} and {@code /proc/PID/status}. */
final class ProcessFigures {

  /** Linux gives times to programs in hundredths of a second, whatever the kernel's own clock. */
  private static final double TICKS_PER_SECOND = 100;

  private static final double KIB_PER_MIB = 1024;

  private ProcessFigures() {}

  /** Seconds of processor time so far, user and system. */
  static double cpuSeconds(long pid) {
    return cpuSeconds(read(pid, "stat"));
  }

  /**
   * The same from the line itself. The name of the program stands in parentheses and may hold
   * anything, so fields are counted from the last one.
   */
  static double cpuSeconds(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }

  static double residentMib(long pid) {
    return mib(read(pid, "status"), "VmRSS:");
  }

  /** The largest it ever was. */
  static double largestResidentMib(long pid) {
    return mib(read(pid, "status"), "VmHWM:");
  }

  static double mib(String status, String field) {
    return status
            .lines()
            .filter(line -> line.startsWith(field))
            .map(line -> line.replaceAll("\\D", ""))
            .mapToLong(Long::parseLong)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no " + field + " in\n" + status))
        / KIB_PER_MIB;
  }

  private static String read(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(pid), file));
    } catch (IOException e) {
      throw new UncheckedIOException("process " + pid + " is gone", e);
    }
  }
}
