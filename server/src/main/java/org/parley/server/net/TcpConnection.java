package org.parley.server.net;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.parley.media.transport.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An ICE-TCP connection that named its loop. Its reader's thread fills the loop's queue, no further than a window, so that TCP itself
 * slows down a peer that sends too much; its writer's thread empties a queue of its own, so that a peer that reads too slowly loses
 * datagrams as it would over UDP.
 */
final class TcpConnection {

  private static final Logger LOG = LoggerFactory.getLogger(TcpConnection.class);

  /** How many frames may wait for the loop. Higher carries more in one go; lower is fairer to others. */
  private static final int WINDOW_FRAMES = 64;

  /** About a second of video. Higher delays a slow reader's picture more; lower loses more of it. */
  private static final int MAX_QUEUED = 256;

  /** A queue that stays full so long has no reader. */
  private static final long HOPELESS_NS = 10_000_000_000L;

  /** RFC 4571: a frame's length goes before it, in two bytes. */
  static final int FRAME_HEADER_BYTES = 2;

  private final Socket socket;
  private final Path path;
  private final MediaLoop loop;
  private final Semaphore window = new Semaphore(WINDOW_FRAMES);
  private final BoundedQueue<byte[]> outgoing = new BoundedQueue<>();
  private final Thread writer;
  private volatile boolean closed;
  private volatile long lastSentNs = Long.MIN_VALUE;

  /** The loop's own: since when its offers fail; 0 while they do not. */
  private long fullSinceNs;

  TcpConnection(Socket socket, Path path, MediaLoop loop) {
    this.socket = socket;
    this.path = path;
    this.loop = loop;
    this.writer = Thread.ofVirtual().name("ice-tcp-writer-", 0).unstarted(this::write);
  }

  Path path() {
    return path;
  }

  void start() {
    writer.start();
  }

  /** Called by the reader: waits while too many of its frames wait. */
  void deliver(byte[] frame) throws InterruptedException {
    window.acquire();
    if (!loop.offerFrame(this, frame)) {
      window.release();
    }
  }

  /** Called by the loop, for each frame that it took. */
  void frameTaken() {
    window.release();
  }

  /**
   * Called by the loop: queues a datagram, or says false where the queue is full. A peer that never reads is cut off.
   *
   * @param nowNs above 0
   */
  boolean send(long nowNs, byte[] frame) {
    if (closed || !outgoing.offer(frame, MAX_QUEUED)) {
      fullSinceNs = fullSinceNs == 0 ? nowNs : fullSinceNs;
      if (nowNs - fullSinceNs > HOPELESS_NS) {
        close();
      }
      return false;
    }
    fullSinceNs = 0;
    lastSentNs = System.nanoTime();
    LockSupport.unpark(writer);
    return true;
  }

  /** When the loop last had something to say to it, by {@link System#nanoTime()}; {@link Long#MIN_VALUE} for never. */
  long lastSentNs() {
    return lastSentNs;
  }

  void close() {
    closed = true;
    LockSupport.unpark(writer);
    try {
      socket.close();
    } catch (IOException e) {
      LOG.debug("closing an ICE-TCP connection", e);
    }
  }

  private void write() {
    try (var out = new BufferedOutputStream(socket.getOutputStream())) {
      while (!closed) {
        byte[] frame = outgoing.poll();
        if (frame == null) {
          out.flush();
          if (outgoing.isEmpty() && !closed) {
            LockSupport.park(this);
          }
        } else {
          out.write(frame.length >>> 8);
          out.write(frame.length);
          out.write(frame);
        }
      }
    } catch (IOException e) {
      LOG.debug("an ICE-TCP connection broke while writing", e);
    } finally {
      close();
    }
  }
}
