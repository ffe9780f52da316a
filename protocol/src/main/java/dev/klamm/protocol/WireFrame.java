package dev.klamm.protocol;

import dev.klamm.api.record.RecordsView;
import dev.klamm.api.transport.OutboundFrame;
import java.nio.ByteBuffer;

/** What a {@link MessageWriter} wrote: its memory, cut where record views go in between. */
public final class WireFrame implements OutboundFrame {
  private final ByteBuffer memory;
  private final RecordsView[] views;
  private final int[] viewOffsets;
  private final int size;

  WireFrame(ByteBuffer memory, RecordsView[] views, int[] viewOffsets, int size) {
    this.memory = memory;
    this.views = views;
    this.viewOffsets = viewOffsets;
    this.size = size;
  }

  @Override
  public int sizeInBytes() {
    return size;
  }

  @Override
  public void writeTo(Sink sink) {
    int from = 0;
    for (int i = 0; i < views.length; i++) {
      if (viewOffsets[i] > from) {
        sink.write(memory.slice(from, viewOffsets[i] - from));
        from = viewOffsets[i];
      }
      sink.write(views[i]);
    }
    if (from < memory.limit()) {
      sink.write(memory.slice(from, memory.limit() - from));
    }
  }

  /** All bytes in one new buffer; reads files where views lie in them. */
  public ByteBuffer toBuffer() {
    ByteBuffer copy = ByteBuffer.allocate(size);
    writeTo(
        new Sink() {
          @Override
          public void write(ByteBuffer bytes) {
            copy.put(bytes);
          }

          @Override
          public void write(RecordsView records) {
            copy.put(records.toBuffer());
          }
        });
    return copy.flip();
  }

  /** Closes the record views. */
  @Override
  public void release() {
    for (RecordsView view : views) {
      view.close();
    }
  }
}
