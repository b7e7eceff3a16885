package org.parley.media.dtls;

import java.io.IOException;
import org.bouncycastle.tls.DatagramTransport;

/**
 * Stands between the library and the way out. Toward the library only what the guard admits gets through; toward the peer the records
 * of a flight are packed into as few datagrams as they fit, since the library sends each in one of its own and on a lossy way a flight
 * of five is seldom whole. Remembers whether the library closed the association. For one thread.
 */
final class FlightTransport implements DatagramTransport {

  private final DatagramTransport inner;
  private final FragmentGuard guard;
  private final byte[] packed;
  private int packedBytes;
  private boolean closed;

  FlightTransport(DatagramTransport inner, FragmentGuard guard) throws IOException {
    this.inner = inner;
    this.guard = guard;
    this.packed = new byte[inner.getSendLimit()];
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public int getReceiveLimit() throws IOException {
    return inner.getReceiveLimit();
  }

  @Override
  public int getSendLimit() {
    return packed.length;
  }

  /** Whoever waits for an answer has said all there is to say: sends what is packed, then receives. */
  @Override
  public int receive(byte[] buffer, int offset, int limitBytes, int waitMs) throws IOException {
    if (closed) {
      // The library would wait on for what cannot come.
      throw new IOException("closed");
    }
    flush();
    int sizeBytes = inner.receive(buffer, offset, limitBytes, waitMs);
    if (sizeBytes <= 0 || guard.admits(buffer, offset, sizeBytes)) {
      return sizeBytes;
    }
    // The library takes it for a datagram too short to be a record, and goes on waiting.
    return 0;
  }

  @Override
  public void send(byte[] buffer, int offset, int sizeBytes) throws IOException {
    if (sizeBytes > packed.length - packedBytes) {
      flush();
    }
    System.arraycopy(buffer, offset, packed, packedBytes, sizeBytes);
    packedBytes += sizeBytes;
  }

  void flush() throws IOException {
    if (packedBytes > 0) {
      int sizeBytes = packedBytes;
      packedBytes = 0;
      inner.send(packed, 0, sizeBytes);
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    flush();
    inner.close();
  }
}
