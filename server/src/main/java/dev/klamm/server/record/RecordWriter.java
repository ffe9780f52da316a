package dev.klamm.server.record;

import dev.klamm.api.consumer.ConsumerRecord;
import java.io.IOException;
import java.io.OutputStream;

/** Writes a record as its reader wants it. */
interface RecordWriter {

  void write(ConsumerRecord<byte[], byte[]> record, OutputStream out) throws IOException;
}
