package dev.klamm.server.terminal;

import picocli.CommandLine.Option;

/** The option of commands that list things. */
public final class ListingOptions {

  @Option(
      names = {"-o", "--output"},
      paramLabel = "text|json",
      description = "how to write it: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private OutputFormat format = OutputFormat.TEXT;

  public OutputFormat format() {
    return format;
  }

  public boolean isJson() {
    return format == OutputFormat.JSON;
  }
}
