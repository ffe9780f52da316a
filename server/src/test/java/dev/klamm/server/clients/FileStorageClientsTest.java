package dev.klamm.server.clients;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Our clients and our broker over TCP, with file storage. */
final class FileStorageClientsTest extends ClientSuite {
  @TempDir private static Path directory;

  @Override
  Cluster start() {
    return new TcpCluster(quick().storage("klamm:file:" + directory).start());
  }
}
