package dev.klamm.server.doctor;

import dev.klamm.server.terminal.ConnectionOptions;
import dev.klamm.server.terminal.ListingOptions;
import dev.klamm.server.terminal.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks a cluster from here, and this machine. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Checks that a cluster can be used from here: its addresses, versions, a record's round trip through a topic made for that, clocks; and this machine's limits and disks.",
      "Each line says ok, warn or fail; the exit code is 1 if one failed."
    })
public final class DoctorCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private ListingOptions listing = new ListingOptions();

  @Option(
      names = "--log-dir",
      paramLabel = "directory",
      split = ",",
      description = "a directory of a broker's data on this machine to check; may be repeated")
  private List<Path> logDirs = new ArrayList<>();

  DoctorCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Findings findings = new Findings(terminal, listing.format());
    if (new AddressCheck(connection).run(findings)) {
      new ClusterCheck(connection).run(findings);
      new RoundTripCheck(connection).run(findings);
    }
    new OpenFilesCheck().run(findings);
    logDirs.forEach(directory -> new DiskCheck(directory).run(findings));
    findings.finish();
    return findings.failures() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
