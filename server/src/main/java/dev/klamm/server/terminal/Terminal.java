package dev.klamm.server.terminal;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * The streams of a command. Output is bytes, since records may be anything, and is buffered: who
 * wants it seen calls {@link #flush}.
 *
 * @param in what a command reads, if it reads
 * @param out results
 * @param err progress, summaries and errors
 */
public record Terminal(InputStream in, OutputStream out, PrintStream err) {

  private static final int BUFFER_BYTES = 1 << 16;

  /** The streams of this process. */
  public static Terminal system() {
    // System.out would swallow errors, and a pipe that is closed must end the command.
    OutputStream out =
        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES);
    return new Terminal(System.in, out, System.err);
  }

  /** Writes a line of text. */
  public void println(String line) {
    try {
      out.write(line.getBytes(StandardCharsets.UTF_8));
      out.write('\n');
    } catch (IOException e) {
      throw OutputFailure.of(e);
    }
  }

  public void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw OutputFailure.of(e);
    }
  }

  /** For text that a library prints. */
  public PrintWriter textOut() {
    return new PrintWriter(out, true, StandardCharsets.UTF_8);
  }

  /** For text that a library prints about errors. */
  public PrintWriter textErr() {
    return new PrintWriter(err, true, StandardCharsets.UTF_8);
  }
}
