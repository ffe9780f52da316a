package dev.klamm.core.engine;

/** The broker is shutting down and takes no more work. */
public final class EngineStoppedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public EngineStoppedException() {
    super("the broker is shutting down");
  }
}
