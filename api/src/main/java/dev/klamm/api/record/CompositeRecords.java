package dev.klamm.api.record;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Batches in several stretches of memory or files, in order.
 *
 * @since 0.1
 */
public final class CompositeRecords implements RecordsView {

  private final List<RecordsView> parts;
  private final int size;

  private CompositeRecords(List<RecordsView> parts, int size) {
    this.parts = parts;
    this.size = size;
  }

  static CompositeRecords of(List<? extends RecordsView> views) {
    List<RecordsView> flat = new ArrayList<>(views.size());
    int size = 0;
    for (RecordsView view : views) {
      if (view instanceof CompositeRecords composite) {
        flat.addAll(composite.parts);
      } else {
        flat.add(view);
      }
      size = Math.addExact(size, view.sizeInBytes());
    }
    return new CompositeRecords(List.copyOf(flat), size);
  }

  /** The stretches in order, none of them composite. */
  public List<RecordsView> parts() {
    return parts;
  }

  @Override
  public int sizeInBytes() {
    return size;
  }

  @Override
  public ByteBuffer toBuffer() {
    ByteBuffer copy = ByteBuffer.allocate(size);
    for (RecordsView part : parts) {
      copy.put(part.toBuffer());
    }
    return copy.flip();
  }

  @Override
  public void close() {
    for (RecordsView part : parts) {
      part.close();
    }
  }
}
