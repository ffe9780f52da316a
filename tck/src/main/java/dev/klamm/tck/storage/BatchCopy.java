package dev.klamm.tck.storage;

import dev.klamm.api.storage.Batch;

/** Copies commits and parts of them. */
final class BatchCopy {

  private BatchCopy() {}

  /** The same operations over buffers of their own. */
  static Batch of(Batch batch) {
    Batch copy = new Batch();
    batch.operations().forEach(operation -> add(copy, operation));
    return copy;
  }

  /** Adds the same operation to another batch. */
  static void add(Batch target, Batch.Operation operation) {
    if (operation instanceof Batch.Append a) {
      target.append(
          a.id(), a.baseOffset(), a.endOffset(), a.maxTimestamp(), TestBatches.concat(a.records()));
    } else if (operation instanceof Batch.Replace r) {
      target.replace(
          r.id(),
          r.startOffset(),
          r.endOffset(),
          r.maxTimestamp(),
          TestBatches.concat(r.records()));
    } else if (operation instanceof Batch.Put p) {
      target.put(p.key(), p.value());
    } else if (operation instanceof Batch.Delete d) {
      target.delete(d.key());
    } else if (operation instanceof Batch.TrimPrefix t) {
      target.trimPrefix(t.id(), t.newStart());
    } else if (operation instanceof Batch.Drop d) {
      target.drop(d.id());
    }
  }
}
