package dev.klamm.server;

import picocli.CommandLine.IVersionProvider;

/** Says which version this is, from the jar's manifest. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"klamm " + number() + " on Java " + Runtime.version()};
  }

  static String number() {
    String fromManifest = Version.class.getPackage().getImplementationVersion();
    return fromManifest == null ? "(development build)" : fromManifest;
  }
}
