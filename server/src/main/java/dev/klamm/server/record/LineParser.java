package dev.klamm.server.record;

import dev.klamm.api.producer.ProducerRecord;

/** Makes a record of a line. */
interface LineParser {

  /**
   * @throws IllegalArgumentException saying what is wrong with the line
   */
  ProducerRecord<byte[], byte[]> parse(byte[] line);
}
