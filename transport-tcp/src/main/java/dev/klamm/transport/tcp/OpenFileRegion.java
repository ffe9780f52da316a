package dev.klamm.transport.tcp;

import io.netty.channel.DefaultFileRegion;
import java.nio.channels.FileChannel;

/**
 * A stretch of a file that someone else closes. It extends Netty's class, which the epoll transport
 * knows how to hand to the kernel.
 */
final class OpenFileRegion extends DefaultFileRegion {

  OpenFileRegion(FileChannel file, long position, long count) {
    super(file, position, count);
  }

  @Override
  protected void deallocate() {
    // The frame that the region is part of is released by whoever wrote it, and the file with it.
  }
}
