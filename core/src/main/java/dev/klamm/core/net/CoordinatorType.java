package dev.klamm.core.net;

/** What a coordinator looks after; the ids are those of FindCoordinator. */
public enum CoordinatorType {
  GROUP(0),
  TRANSACTION(1),
  SHARE(2);

  private final byte id;

  CoordinatorType(int id) {
    this.id = (byte) id;
  }

  byte id() {
    return id;
  }
}
