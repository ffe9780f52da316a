package dev.klamm.server;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says in a line why a command failed; with {@code KLAMM_DEBUG} set, all of it. */
final class FailureMessages implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    command.getErr().println(command.getColorScheme().errorText("klamm: " + message(failure)));
    if (System.getenv("KLAMM_DEBUG") != null) {
      failure.printStackTrace(command.getErr());
    }
    return failure instanceof IllegalArgumentException
        ? CommandLine.ExitCode.USAGE
        : CommandLine.ExitCode.SOFTWARE;
  }

  private static String message(Throwable failure) {
    String own = failure.getMessage();
    Throwable cause = failure.getCause();
    String text = own == null ? failure.getClass().getSimpleName() : own;
    String why = cause == null ? null : cause.getMessage();
    return why == null || text.contains(why) ? text : text + ": " + why;
  }
}
