package dev.klamm.testkit.simulation;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What happens in a seed, line by line. */
final class Trace {

  private Trace() {}

  /** Prints the trace of a seed, in a virtual machine of its own if one likes. */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    if (args.length > 1) {
      SeedRun.of(Long.parseLong(args[0]), Long.parseLong(args[1]));
    } else {
      print(Long.parseLong(args[0]), out);
    }
    out.flush();
  }

  static byte[] of(long seed) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    print(seed, out);
    out.flush();
    return bytes.toByteArray();
  }

  static void print(long seed, PrintStream out) {
    Simulation simulation = new Simulation(seed);
    simulation.traceTo(line -> out.print(line + "\n"));
    try {
      Scenario.run(simulation, Sabotage.NONE);
      out.print("checksum " + Long.toHexString(simulation.traceChecksum()) + "\n");
    } catch (SeedFailure e) {
      out.flush();
      throw e;
    }
  }
}
