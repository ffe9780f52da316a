package dev.klamm.storage.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What the store does to files, so that tests can make a disk fail. Any thread. */
interface Disk {

  /** Opens a file that is there for reading and writing. */
  DiskFile open(Path path) throws IOException;

  /** Makes an empty file, also in the place of one that is there, and opens it. */
  DiskFile create(Path path) throws IOException;

  /** Names in a directory, in no order. */
  List<String> list(Path directory) throws IOException;

  void delete(Path path) throws IOException;

  /** Renames within a directory, replacing what has the name. */
  void rename(Path from, Path to) throws IOException;

  /** Makes creations, renames and deletions in a directory survive a power cut. */
  void forceDirectory(Path directory) throws IOException;
}
