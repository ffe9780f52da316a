package dev.klamm.storage.file;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does, on a thread of its own and one after another, what commits need not wait for. A job that
 * fails costs space or time, not safety, unless it says so by failing the store itself.
 */
final class Housekeeper implements Runnable {

  /** One piece of work. */
  interface Job {
    void run() throws IOException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(Housekeeper.class);
  private static final Job LAST = () -> {};

  private final BlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
  private volatile boolean stopping;

  /** Adds work. Any thread. */
  void submit(Job job) {
    jobs.add(job);
  }

  /** Ends the loop after the job that runs now. */
  void stop() {
    stopping = true;
    jobs.add(LAST);
  }

  @Override
  public void run() {
    while (!stopping) {
      try {
        jobs.take().run();
      } catch (IOException | RuntimeException e) {
        LOG.warn("background work on the journal failed: {}", e.toString());
      } catch (InterruptedException e) {
        // nobody but stop() ends this thread
      }
    }
  }
}
