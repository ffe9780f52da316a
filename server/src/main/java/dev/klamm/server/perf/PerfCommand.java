package dev.klamm.server.perf;

import picocli.CommandLine.Command;

/** Gathers the measurements. */
@Command(
    name = "perf",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Measures throughput and latency of producing and consuming.",
    subcommands = {PerfProduce.class, PerfConsume.class})
public final class PerfCommand {}
