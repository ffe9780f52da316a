package dev.klamm.server;

import java.lang.reflect.Proxy;
import org.slf4j.LoggerFactory;

/**
 * While a JVM stops in good order it is deaf to signals, so that one which hangs could only be
 * killed. This has the next SIGTERM or SIGINT end it at once.
 *
 * <p>The JDK offers signals in {@code sun.misc} alone, so by reflection; without it all stays as it
 * was.
 */
final class SecondSignal {

  private static final int BY_SIGNAL = 128;

  private SecondSignal() {}

  /** From now on a signal ends the process. */
  static void kills() {
    on("TERM", BY_SIGNAL + 15);
    on("INT", BY_SIGNAL + 2);
  }

  private static void on(String name, int status) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object halt =
          Proxy.newProxyInstance(
              SecondSignal.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, args) -> {
                Runtime.getRuntime().halt(status);
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), halt);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      LoggerFactory.getLogger(SecondSignal.class)
          .debug("A second SIG{} will not end the process", name, e);
    }
  }
}
