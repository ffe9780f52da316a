package dev.klamm.server.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** May a broker that is started from here have enough files and connections open? */
record OpenFilesCheck() {

  private static final String CHECK = "open files";
  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final long FEW = 4_096;

  void run(Findings findings) {
    OptionalLong limit = limit();
    if (limit.isEmpty()) {
      return;
    }
    String finding = "a process here may have " + limit.getAsLong() + " files and connections open";
    if (limit.getAsLong() >= FEW) {
      findings.ok(CHECK, finding);
    } else {
      findings.warn(
          CHECK, finding, "allow a broker more: 'ulimit -n 65536', or LimitNOFILE= for systemd");
    }
  }

  /** The soft limit, where the system tells it. */
  private static OptionalLong limit() {
    if (!Files.isReadable(LIMITS)) {
      return OptionalLong.empty();
    }
    try (Stream<String> lines = Files.lines(LIMITS)) {
      return lines
          .filter(line -> line.startsWith("Max open files"))
          .map(line -> line.replaceAll("^Max open files\\s+(\\S+).*", "$1"))
          .filter(soft -> soft.chars().allMatch(Character::isDigit))
          .mapToLong(Long::parseLong)
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
