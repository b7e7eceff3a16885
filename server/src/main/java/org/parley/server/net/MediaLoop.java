package org.parley.server.net;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.parley.media.RoomCommand;
import org.parley.media.Rooms;
import org.parley.media.transport.Outbox;
import org.parley.media.transport.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread and one UDP port, and the rooms that live there. Everything that happens to those rooms happens on this thread; others
 * hand it commands, and TCP frames, by queues.
 */
public final class MediaLoop implements CommandSink {

  /** How old statistics may be while the loop has anything to do. */
  public static final int STATS_INTERVAL_MS = 250;

  /** The longest datagram taken: what Ethernet carries. WebRTC's are up to 1200 bytes and a little. */
  static final int MAX_DATAGRAM_BYTES = 1500;

  private static final Logger LOG = LoggerFactory.getLogger(MediaLoop.class);

  /** Higher looks less often at commands and deadlines under load; lower serves them sooner. */
  private static final int BATCH = 64;

  /**
   * Far more than participants can cause before the loop gets to them: who was put out must not stay because a command was lost. Lower
   * bounds memory more tightly.
   */
  private static final int MAX_COMMANDS = 1 << 18;

  /** Sizes of tiles are told often, and again later: past this many waiting commands they are dropped, so that the others find room. */
  private static final int MAX_VIEWS = 4096;

  /** All TCP connections of the loop together. */
  private static final int MAX_FRAMES = 8192;

  /** Wakes at least so often, so that statistics of an idle loop are true in the end. */
  private static final int MAX_SLEEP_MS = 1000;

  private final int number;
  private final DatagramChannel channel;
  private final Selector selector;
  private final Rooms rooms;
  private final EventCourier events;
  private final Thread thread;
  private final long originNs = System.nanoTime() - 1;

  private final BoundedQueue<RoomCommand> commands = new BoundedQueue<>();
  private final BoundedQueue<TcpFrame> frames = new BoundedQueue<>();

  /** As many as there are connections, which are limited. */
  private final ConcurrentLinkedQueue<TcpConnection> closedConnections =
      new ConcurrentLinkedQueue<>();

  private final AtomicBoolean asleep = new AtomicBoolean();
  private volatile boolean stopping;
  private final LoopCounters counters = new LoopCounters();
  private volatile LoopStats stats;

  // From here on the thread's own.
  private final Outbox outbox = new Outbox();
  private final SocketPaths socketPaths = new SocketPaths();
  private final Map<Path, TcpConnection> connections = new HashMap<>();
  private final ByteBuffer received = ByteBuffer.allocateDirect(MAX_DATAGRAM_BYTES + 1);
  private final ByteBuffer sending = ByteBuffer.allocateDirect(Outbox.MAX_DATAGRAM_BYTES);
  private final byte[] datagram = new byte[MAX_DATAGRAM_BYTES + 1];
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private long nextStatsNs;

  private record TcpFrame(TcpConnection connection, byte[] bytes) {}

  /** What a loop is made of. */
  record Parts(int number, DatagramChannel channel, RoomsFactory rooms, EventCourier events) {}

  /** Rooms need a way to give commands back to their loop. */
  interface RoomsFactory {
    Rooms create(CommandSink loop);
  }

  MediaLoop(Parts parts) throws IOException {
    number = parts.number();
    channel = parts.channel();
    events = parts.events();
    selector = Selector.open();
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ);
    rooms = parts.rooms().create(this);
    stats = snapshot();
    thread = Thread.ofPlatform().name("media-loop-" + number).unstarted(this::run);
  }

  /** From 0. */
  public int number() {
    return number;
  }

  /** May be called by any thread. */
  @Override
  public boolean submit(RoomCommand command) {
    if (!commands.offer(command, command instanceof RoomCommand.View ? MAX_VIEWS : MAX_COMMANDS)) {
      counters.drop(NetDrop.COMMAND_QUEUE_FULL, 1);
      return false;
    }
    wake();
    return true;
  }

  /** What was counted; may be called by any thread. */
  public LoopStats stats() {
    return stats;
  }

  int port() {
    return channel.socket().getLocalPort();
  }

  /** Called by a connection's reader. */
  boolean offerFrame(TcpConnection connection, byte[] bytes) {
    if (!frames.offer(new TcpFrame(connection, bytes), MAX_FRAMES)) {
      counters.drop(NetDrop.FRAME_QUEUE_FULL, 1);
      return false;
    }
    wake();
    return true;
  }

  /** Called by a connection's reader, after its last frame. */
  void connectionClosed(TcpConnection connection) {
    closedConnections.add(connection);
    wake();
  }

  void start() {
    events.start();
    thread.start();
  }

  void stop() throws InterruptedException {
    stopping = true;
    selector.wakeup();
    thread.join(TimeUnit.SECONDS.toMillis(5));
    events.stop();
  }

  /** Frees the sockets of a loop that was never started. */
  void abandon() throws IOException {
    channel.close();
    selector.close();
  }

  private void wake() {
    if (asleep.compareAndSet(true, false)) {
      selector.wakeup();
    }
  }

  private void run() {
    try {
      while (!stopping) {
        try {
          turn();
        } catch (RuntimeException e) {
          onBug(e);
        }
      }
    } catch (IOException e) {
      LOG.error("media loop {} ends: its socket failed", number, e);
    } finally {
      stats = snapshot();
      closeSockets();
    }
  }

  private void turn() throws IOException {
    boolean busy = receive();
    busy |= takeFrames();
    busy |= applyCommands();
    forgetConnections();
    meetDeadline();
    counters.drop(NetDrop.EVENT_QUEUE_FULL, events.handOver(rooms.takeEvents()));
    publishStats();
    if (!busy) {
      sleep();
    }
  }

  private void closeSockets() {
    try {
      channel.close();
      selector.close();
    } catch (IOException e) {
      LOG.warn("closing the socket of media loop {}", number, e);
    }
  }

  private void sleep() throws IOException {
    asleep.set(true);
    // Whoever queued something before it saw that we sleep did not wake us.
    if (commands.isEmpty() && frames.isEmpty() && closedConnections.isEmpty() && !stopping) {
      long leftMs = TimeUnit.NANOSECONDS.toMillis(rooms.nextDeadlineNs() - nowNs());
      selector.select(Math.clamp(leftMs, 1, MAX_SLEEP_MS));
      selector.selectedKeys().clear();
    }
    asleep.set(false);
  }

  /** Never 0 or below. */
  private long nowNs() {
    return System.nanoTime() - originNs;
  }

  // --- in ---

  /** Returns whether there may be more. */
  private boolean receive() throws IOException {
    for (int i = 0; i < BATCH; i++) {
      received.clear();
      InetSocketAddress from = (InetSocketAddress) channel.receive(received);
      if (from == null) {
        return false;
      }
      received.flip();
      int sizeBytes = received.remaining();
      if (sizeBytes > MAX_DATAGRAM_BYTES) {
        counters.drop(NetDrop.OVERSIZED, 1);
        continue;
      }
      received.get(datagram, 0, sizeBytes);
      handle(socketPaths.udpPath(from), datagram, sizeBytes);
    }
    return true;
  }

  private boolean takeFrames() {
    for (int i = 0; i < BATCH; i++) {
      TcpFrame frame = frames.poll();
      if (frame == null) {
        return false;
      }
      TcpConnection connection = frame.connection();
      connection.frameTaken();
      connections.putIfAbsent(connection.path(), connection);
      handle(connection.path(), frame.bytes(), frame.bytes().length);
    }
    return true;
  }

  private void handle(Path path, byte[] bytes, int sizeBytes) {
    counters.received(sizeBytes);
    long nowNs = nowNs();
    try {
      rooms.handle(nowNs, path, bytes, 0, sizeBytes, outbox);
    } catch (RuntimeException e) {
      onBug(e);
    }
    flush(nowNs);
  }

  private boolean applyCommands() {
    for (int i = 0; i < BATCH; i++) {
      RoomCommand command = commands.poll();
      if (command == null) {
        return false;
      }
      long nowNs = nowNs();
      try {
        rooms.apply(nowNs, command, outbox);
      } catch (RuntimeException e) {
        onBug(e);
      }
      flush(nowNs);
    }
    return true;
  }

  private void forgetConnections() {
    for (TcpConnection closed = closedConnections.poll();
        closed != null;
        closed = closedConnections.poll()) {
      // Its last frames may still be queued: they would open it again.
      if (!frames.isEmpty()) {
        closedConnections.add(closed);
        return;
      }
      connections.remove(closed.path(), closed);
      rooms.onPathClosed(closed.path());
    }
  }

  private void meetDeadline() {
    long nowNs = nowNs();
    if (nowNs < rooms.nextDeadlineNs()) {
      return;
    }
    try {
      rooms.onDeadline(nowNs, outbox);
    } catch (RuntimeException e) {
      onBug(e);
    }
    flush(nowNs);
  }

  /** Says the first few in full, and then only now and then: what makes one can be made to come again. */
  private void onBug(RuntimeException bug) {
    long count = counters.drop(NetDrop.INTERNAL_ERROR, 1);
    if (Long.bitCount(count) == 1) {
      LOG.error("a bug in the rooms of media loop {}, the {}th time", number, count, bug);
    }
  }

  // --- out ---

  private void flush(long nowNs) {
    for (int i = 0; i < outbox.count(); i++) {
      Path path = outbox.path(i);
      switch (path.transport()) {
        case UDP -> sendUdp(path, outbox.offset(i), outbox.sizeBytes(i));
        case TCP -> sendTcp(nowNs, path, outbox.offset(i), outbox.sizeBytes(i));
      }
    }
    outbox.clear();
  }

  private void sendUdp(Path path, int offset, int sizeBytes) {
    sending.clear();
    sending.put(outbox.bytes(), offset, sizeBytes).flip();
    try {
      if (channel.send(sending, socketPaths.address(path)) == 0) {
        counters.drop(NetDrop.SEND_BUFFER_FULL, 1);
      } else {
        counters.sent(sizeBytes);
      }
    } catch (IOException e) {
      counters.drop(NetDrop.SEND_FAILED, 1);
    }
  }

  private void sendTcp(long nowNs, Path path, int offset, int sizeBytes) {
    @Nullable TcpConnection connection = connections.get(path);
    if (connection == null) {
      counters.drop(NetDrop.TCP_GONE, 1);
      return;
    }
    byte[] frame = Arrays.copyOfRange(outbox.bytes(), offset, offset + sizeBytes);
    if (connection.send(nowNs, frame)) {
      counters.sent(sizeBytes);
    } else {
      counters.drop(NetDrop.TCP_SLOW_READER, 1);
    }
  }

  // --- statistics ---

  private void publishStats() {
    long nowNs = nowNs();
    if (nowNs >= nextStatsNs) {
      nextStatsNs = nowNs + TimeUnit.MILLISECONDS.toNanos(STATS_INTERVAL_MS);
      stats = snapshot();
    }
  }

  private LoopStats snapshot() {
    boolean own = Thread.currentThread() == thread;
    return new LoopStats(
        number,
        counters.datagramsIn(),
        counters.bytesIn(),
        counters.datagramsOut(),
        counters.bytesOut(),
        own ? threads.getCurrentThreadCpuTime() : 0,
        connections.size(),
        counters.drops(),
        outbox.dropped(),
        rooms.snapshot());
  }
}
