package dev.klamm.server.doctor;

import dev.klamm.api.transport.Endpoint;
import dev.klamm.core.net.BootstrapAddresses;
import dev.klamm.server.terminal.ConnectionOptions;
import dev.klamm.server.terminal.Reachability;
import java.io.IOException;
import java.util.Locale;

/** Are the addresses given reachable, and does someone who speaks Kafka answer there? */
record AddressCheck(ConnectionOptions connection) {

  private static final String ADDRESS = "address";
  private static final String VERSIONS = "versions";

  /** Says whether one is. */
  boolean run(Findings findings) {
    if (BootstrapAddresses.isInProcess(connection.bootstrapServers())) {
      findings.ok(ADDRESS, connection.bootstrapServers() + " is a broker of this command's own");
      return true;
    }
    boolean any = false;
    for (Endpoint endpoint : BootstrapAddresses.parse(connection.bootstrapServers())) {
      long start = System.nanoTime();
      String failure = Reachability.failure(endpoint.host(), endpoint.port());
      double millis = (System.nanoTime() - start) / 1e6;
      if (failure == null) {
        any = true;
        findings.ok(
            ADDRESS,
            String.format(Locale.ROOT, "%s takes connections, in %.1f ms", endpoint, millis));
        versions(endpoint, findings);
      } else {
        findings.fail(
            ADDRESS,
            endpoint + " cannot be reached: " + failure,
            "check that a broker runs there, and that no firewall is between; --bootstrap-server names another");
      }
    }
    return any;
  }

  /** Asks without a client, since a client of TLS or SASL would hide what is wrong. */
  private void versions(Endpoint endpoint, Findings findings) {
    if (!connection.isPlaintext()) {
      return;
    }
    try {
      VersionProbe probe = VersionProbe.ask(endpoint.host(), endpoint.port());
      findings.ok(VERSIONS, probe.summary());
      if (!probe.isUsable()) {
        findings.warn(
            VERSIONS,
            "it does not have all that Kafka's clients need by default: lacking " + probe.lacking(),
            "use a broker that has them, or switch off what needs them (enable.idempotence=false)");
      }
    } catch (IOException e) {
      findings.fail(
          VERSIONS,
          endpoint + " takes connections but does not answer as Kafka does: " + e.getMessage(),
          "check that the port is a broker's, and whether it wants TLS or SASL: then set security.protocol in --command-config");
    }
  }
}
