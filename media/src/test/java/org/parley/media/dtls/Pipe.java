package org.parley.media.dtls;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.bouncycastle.tls.DatagramTransport;
import org.jspecify.annotations.Nullable;

/** One end of a way between two, on which a test may lose, repeat, cut and reorder. */
final class Pipe implements DatagramTransport {

  private final LinkedBlockingQueue<byte[]> inbound = new LinkedBlockingQueue<>();
  private final List<byte[]> sent = new ArrayList<>();
  private @Nullable Pipe other;
  private UnaryOperator<List<byte[]>> onTheWay = UnaryOperator.identity();
  private volatile boolean closed;
  private boolean failing;

  static Pipe[] pair() {
    Pipe[] ends = {new Pipe(), new Pipe()};
    ends[0].other = ends[1];
    ends[1].other = ends[0];
    return ends;
  }

  /** What becomes of each datagram that this end sends. */
  Pipe altering(UnaryOperator<List<byte[]>> onTheWay) {
    this.onTheWay = onTheWay;
    return this;
  }

  void failAtReceive() {
    failing = true;
  }

  void deliver(byte[] datagram) {
    inbound.add(datagram);
  }

  boolean isClosed() {
    return closed;
  }

  List<byte[]> sent() {
    synchronized (sent) {
      return List.copyOf(sent);
    }
  }

  @Override
  public int getReceiveLimit() {
    return 1500;
  }

  @Override
  public int getSendLimit() {
    return 1200;
  }

  @Override
  public int receive(byte[] buffer, int offset, int limitBytes, int waitMs) throws IOException {
    if (failing) {
      throw new IOException("told to fail");
    }
    try {
      byte[] datagram = inbound.poll(waitMs, TimeUnit.MILLISECONDS);
      if (datagram == null) {
        return -1;
      }
      System.arraycopy(datagram, 0, buffer, offset, datagram.length);
      return datagram.length;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void send(byte[] buffer, int offset, int sizeBytes) {
    byte[] datagram = Arrays.copyOfRange(buffer, offset, offset + sizeBytes);
    synchronized (sent) {
      sent.add(datagram);
    }
    Pipe to = other;
    if (to != null) {
      onTheWay.apply(List.of(datagram)).forEach(to::deliver);
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
