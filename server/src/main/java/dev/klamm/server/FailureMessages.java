package dev.klamm.server;

import dev.klamm.api.error.ConfigException;
import dev.klamm.api.storage.StorageException;
import dev.klamm.api.transport.TransportException;
import dev.klamm.server.terminal.IoReason;
import dev.klamm.server.terminal.OutputFailure;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in a line why a command failed; with {@code KLAMM_DEBUG} set, all of it. */
final class FailureMessages implements IExecutionExceptionHandler, IParameterExceptionHandler {

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    return report(failure, command);
  }

  /** Says why, and returns the exit code. */
  int report(Exception failure, CommandLine command) {
    if (failure instanceof OutputFailure output && output.readerLeft()) {
      return CommandLine.ExitCode.OK;
    }
    PrintWriter err = command.getErr();
    message(failure)
        .lines()
        .forEach(line -> err.println(command.getColorScheme().errorText("klamm: " + line)));
    trace(failure, err);
    return failure instanceof IllegalArgumentException || failure instanceof ConfigException
        ? CommandLine.ExitCode.USAGE
        : CommandLine.ExitCode.SOFTWARE;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(command.getColorScheme().errorText("klamm: " + failure.getMessage()));
    UnmatchedArgumentException.printSuggestions(failure, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    trace(failure, err);
    return CommandLine.ExitCode.USAGE;
  }

  private static void trace(Exception failure, PrintWriter err) {
    if (System.getenv("KLAMM_DEBUG") != null) {
      failure.printStackTrace(err);
    }
  }

  private static String message(Throwable failure) {
    String own = failure.getMessage();
    String text = own == null ? failure.getClass().getSimpleName() : own;
    Throwable cause = failure.getCause();
    if (cause instanceof IOException io && text.contains(io.toString())) {
      return text.replace(io.toString(), IoReason.of(io));
    }
    String why = cause == null || saysAll(failure) ? null : cause.getMessage();
    return why == null || text.contains(why) ? text : text + ": " + why;
  }

  /** Those whose messages are whole: their causes only say it again in other words. */
  private static boolean saysAll(Throwable failure) {
    return failure instanceof StorageException
        || failure instanceof TransportException
        || failure instanceof IllegalArgumentException;
  }
}
