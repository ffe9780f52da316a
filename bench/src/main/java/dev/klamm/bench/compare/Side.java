package dev.klamm.bench.compare;

/** What stands in a column of the table. */
enum Side {
  KAFKA("Kafka"),
  /** The default of the file backend: acknowledged when the disk has it. */
  SYNC("Klamm SYNC"),
  /** Acknowledged when the operating system has it, which is what Kafka does. */
  OS("Klamm OS");

  private final String title;

  Side(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
