package org.parley.server.net;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.parley.media.transport.Transport;
import org.parley.media.wire.StunMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port of ICE-TCP (RFC 6544, passive; frames as in RFC 4571), one for all loops. A connection's first frame is a STUN binding
 * request, and the user fragment in it, which is ours, says which loop it belongs to. A virtual thread reads each connection.
 */
final class TcpDoor {

  private static final Logger LOG = LoggerFactory.getLogger(TcpDoor.class);

  /** Higher serves more people behind strict firewalls; lower bounds threads and descriptors. */
  static final int MAX_CONNECTIONS = 4096;

  /** Higher serves a larger office behind one address; lower leaves more to others in an attack. */
  static final int MAX_CONNECTIONS_FROM_ONE = 64;

  /** By then a connection has sent its first frame, and has had an answer to it. */
  private static final long FIRST_ANSWER_NS = TimeUnit.SECONDS.toNanos(5);

  /** A connection to which nothing was said for so long has lost its consent (RFC 7675: 30 s), and is of no use. */
  private static final long IDLE_NS = TimeUnit.SECONDS.toNanos(40);

  private static final int BACKLOG = 128;

  /** Lower spares a slow reader old pictures; higher fills fast, long ways. */
  private static final int SEND_BUFFER_BYTES = 128 * 1024;

  private static final int ACCEPT_RETRY_MS = 100;

  private final ServerSocket server;
  private final IntFunction<@Nullable MediaLoop> loopNamedBy;
  private final ConnectionLimits limits;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong refused = new AtomicLong();
  private final Thread acceptor;

  /**
   * @param loopNamedBy from a user fragment's first character to the loop, or null where it names none
   */
  TcpDoor(
      InetSocketAddress address,
      IntFunction<@Nullable MediaLoop> loopNamedBy,
      ConnectionLimits limits)
      throws IOException {
    this.loopNamedBy = loopNamedBy;
    this.limits = limits;
    this.server = new ServerSocket();
    this.acceptor = Thread.ofVirtual().name("ice-tcp-door").unstarted(this::accept);
    try {
      server.bind(address, BACKLOG);
    } catch (SocketException e) {
      server.close();
      throw new MediaPortException("TCP", address, "--media-tcp-port", e);
    }
  }

  void start() {
    acceptor.start();
  }

  int port() {
    return server.getLocalPort();
  }

  /** Connections refused: over a limit, or whose first frame named no loop in time. */
  long refused() {
    return refused.get();
  }

  void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        admit(server.accept());
      } catch (IOException e) {
        if (!server.isClosed()) {
          LOG.warn("cannot accept an ICE-TCP connection: {}", e.getMessage());
          pause();
        }
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(ACCEPT_RETRY_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void admit(Socket socket) throws IOException {
    if (!limits.enter(socket.getInetAddress())) {
      refused.incrementAndGet();
      socket.close();
      return;
    }
    open.add(socket);
    if (server.isClosed()) {
      // It came while the door was being closed, and may not have been seen.
      socket.close();
    }
    Thread.ofVirtual().name("ice-tcp-reader-", 0).start(() -> read(socket));
  }

  private void read(Socket socket) {
    TcpConnection connection = null;
    MediaLoop loop = null;
    try (socket) {
      socket.setTcpNoDelay(true);
      socket.setSendBufferSize(SEND_BUFFER_BYTES);
      FrameReader frames = new FrameReader(socket);
      byte[] first = frames.next(null);
      loop = first == null ? null : loopOf(first);
      if (first == null || loop == null) {
        refused.incrementAndGet();
        return;
      }
      InetSocketAddress remote = (InetSocketAddress) socket.getRemoteSocketAddress();
      connection = new TcpConnection(socket, SocketPaths.path(Transport.TCP, remote), loop);
      connection.start();
      for (byte[] frame = first; frame != null; frame = frames.next(connection)) {
        connection.deliver(frame);
      }
    } catch (IOException e) {
      LOG.debug("an ICE-TCP connection broke while reading", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
      limits.leave(socket.getInetAddress());
      if (connection != null && loop != null) {
        connection.close();
        loop.connectionClosed(connection);
      }
    }
  }

  private @Nullable MediaLoop loopOf(byte[] frame) {
    StunMessage request = StunMessage.parse(frame, 0, frame.length);
    if (request == null || request.type() != StunMessage.BINDING_REQUEST) {
      return null;
    }
    String username = request.username();
    return username == null || username.isEmpty() ? null : loopNamedBy.apply(username.charAt(0));
  }

  /** Cuts the stream into frames, and gives up on a connection that is due to be given up. */
  private static final class FrameReader {
    private final Socket socket;
    private final InputStream in;
    private final long acceptedNs = System.nanoTime();
    private final byte[] buffer =
        new byte[TcpConnection.FRAME_HEADER_BYTES + MediaLoop.MAX_DATAGRAM_BYTES];
    private int filled;

    FrameReader(Socket socket) throws IOException {
      this.socket = socket;
      this.in = socket.getInputStream();
    }

    /** The next frame that is not empty; null at the end, after too long, or where one is longer than any of ours. */
    byte @Nullable [] next(@Nullable TcpConnection connection) throws IOException {
      while (true) {
        if (!fill(TcpConnection.FRAME_HEADER_BYTES, connection)) {
          return null;
        }
        int sizeBytes = (buffer[0] & 0xff) << 8 | (buffer[1] & 0xff);
        int end = TcpConnection.FRAME_HEADER_BYTES + sizeBytes;
        if (sizeBytes > MediaLoop.MAX_DATAGRAM_BYTES || !fill(end, connection)) {
          return null;
        }
        byte[] frame = Arrays.copyOfRange(buffer, TcpConnection.FRAME_HEADER_BYTES, end);
        filled -= end;
        System.arraycopy(buffer, end, buffer, 0, filled);
        if (sizeBytes > 0) {
          return frame;
        }
      }
    }

    private boolean fill(int wantedBytes, @Nullable TcpConnection connection) throws IOException {
      while (filled < wantedBytes) {
        long leftNs = deadlineNs(connection) - System.nanoTime();
        if (leftNs <= 0) {
          return false;
        }
        socket.setSoTimeout((int) (TimeUnit.NANOSECONDS.toMillis(leftNs) + 1));
        try {
          int read = in.read(buffer, filled, buffer.length - filled);
          if (read < 0) {
            return false;
          }
          filled += read;
        } catch (SocketTimeoutException e) {
          // The deadline may have moved on: something was said to the peer meanwhile.
        }
      }
      return true;
    }

    private long deadlineNs(@Nullable TcpConnection connection) {
      long lastSentNs = connection == null ? Long.MIN_VALUE : connection.lastSentNs();
      return lastSentNs == Long.MIN_VALUE ? acceptedNs + FIRST_ANSWER_NS : lastSentNs + IDLE_NS;
    }
  }
}
