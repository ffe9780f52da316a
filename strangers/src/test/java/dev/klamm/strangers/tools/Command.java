package dev.klamm.strangers.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Exit;

/** One run of a command in this process: what it printed, and the status it would exit with. */
record Command(int status, String out, String err) {

  /** A command's main method. */
  interface Main {
    void run(String[] arguments) throws Exception;
  }

  /** Thrown in the place of the process's end. */
  private static final class Exited extends Error {
    private static final long serialVersionUID = 1;

    Exited() {
      super("the command exits", null, false, false);
    }
  }

  static Command run(Main main, String... arguments) {
    return run("", main, arguments);
  }

  /**
   * Runs a command.
   *
   * @param input what it finds on its standard input
   */
  static Command run(String input, Main main, String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    InputStream in = System.in;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
    System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    List<Integer> exits = new ArrayList<>();
    Exit.Procedure exit = (status, message) -> exit(status, message, exits);
    Exit.setExitProcedure(exit);
    Exit.setHaltProcedure(exit);
    List<Runnable> atEnd = new ArrayList<>();
    Exit.setShutdownHookAdder((name, hook) -> atEnd.add(hook));
    try {
      main.run(arguments);
      exits.add(0);
    } catch (Exited exited) {
      // The first exit counts: some commands catch it like a failure, and exit once more.
    } catch (Exception e) {
      e.printStackTrace(System.err);
      exits.add(1);
    } finally {
      atEnd.forEach(Runnable::run);
      System.setOut(out);
      System.setErr(err);
      System.setIn(in);
      Exit.resetExitProcedure();
      Exit.resetHaltProcedure();
      Exit.resetShutdownHookAdder();
    }
    return new Command(
        exits.get(0),
        printed.toString(StandardCharsets.UTF_8),
        complained.toString(StandardCharsets.UTF_8));
  }

  /** Runs a command in a process of its own: for those that work on while theirs ends. */
  static Command fork(Class<?> command, String... arguments) throws Exception {
    List<String> all = new ArrayList<>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    all.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path")));
    all.add(command.getName());
    all.addAll(List.of(arguments));
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    try {
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Command(process.waitFor(), said, "");
    } finally {
      process.destroyForcibly();
    }
  }

  private static void exit(int status, String message, List<Integer> exits) {
    if (message != null) {
      System.err.println(message);
    }
    exits.add(status);
    throw new Exited();
  }

  /** What it printed, if all went well. */
  String succeeded() {
    assertThat(status).as("status; it printed %s and %s", out, err).isZero();
    return out;
  }

  /** All that it said, if it failed. */
  String failed() {
    assertThat(status).as("status; it printed %s and %s", out, err).isNotZero();
    return out + err;
  }

  /** All that it said, however it ended. */
  String said() {
    return out + err;
  }
}
