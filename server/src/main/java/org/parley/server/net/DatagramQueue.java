package org.parley.server.net;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bouncycastle.tls.DatagramTransport;
import org.jspecify.annotations.Nullable;

/** One end of a DTLS association for the library, which blocks: datagrams come in by a bounded queue and go out by a callback. */
final class DatagramQueue implements DatagramTransport {

  /** Higher rides out a longer wait for a processor; lower bounds memory. The largest client flight has three. */
  private static final int MAX_QUEUED = 32;

  /** The most that Ethernet carries; nobody's DTLS datagrams are longer. */
  private static final int RECEIVE_LIMIT_BYTES = 1500;

  /** Fits any way that carries WebRTC: libwebrtc's own limit. */
  private static final int SEND_LIMIT_BYTES = 1200;

  /** Tells the one who waits that it is over. */
  private static final byte[] END = {};

  private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(MAX_QUEUED);
  private final Consumer<byte[]> out;
  private volatile boolean closed;

  DatagramQueue(Consumer<byte[]> out) {
    this.out = out;
  }

  /** Copies a datagram in, or drops it: where it is too long or too many wait. */
  void offer(byte[] bytes, int offset, int sizeBytes) {
    if (sizeBytes > 0 && sizeBytes <= RECEIVE_LIMIT_BYTES && !closed) {
      queue.offer(Arrays.copyOfRange(bytes, offset, offset + sizeBytes));
    }
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public int receive(byte[] buffer, int offset, int limitBytes, int waitMs) throws IOException {
    byte[] datagram = poll(waitMs);
    if (closed) {
      throw new IOException("closed");
    }
    if (datagram == null || datagram.length > limitBytes) {
      return -1;
    }
    System.arraycopy(datagram, 0, buffer, offset, datagram.length);
    return datagram.length;
  }

  private byte @Nullable [] poll(int waitMs) throws IOException {
    try {
      return queue.poll(waitMs, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** What the association says after it was closed from here is lost, and meant to be: its endpoint is gone. */
  @Override
  public void send(byte[] buffer, int offset, int sizeBytes) {
    if (!closed) {
      out.accept(Arrays.copyOfRange(buffer, offset, offset + sizeBytes));
    }
  }

  @Override
  public void close() {
    closed = true;
    // Where the queue is full, whoever waits wakes anyway and sees the flag.
    queue.offer(END);
  }

  @Override
  public int getReceiveLimit() {
    return RECEIVE_LIMIT_BYTES;
  }

  @Override
  public int getSendLimit() {
    return SEND_LIMIT_BYTES;
  }
}
