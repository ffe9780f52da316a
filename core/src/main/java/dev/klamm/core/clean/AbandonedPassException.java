package dev.klamm.core.clean;

/** A pass was given up for a reason that is nobody's fault. */
public final class AbandonedPassException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  AbandonedPassException(String why) {
    super(why);
  }
}
