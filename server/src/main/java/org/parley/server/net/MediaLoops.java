package org.parley.server.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parley.media.RoomEvent;
import org.parley.media.Rooms;
import org.parley.media.dtls.DtlsServer;
import org.parley.media.sdp.Candidate;
import org.parley.media.transport.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All media loops of this server, and the TCP port that they share. May be called by any thread. */
public final class MediaLoops implements AutoCloseable {

  /** As many as one ice-char can name. */
  public static final int MAX_LOOPS = 64;

  private static final Logger LOG = LoggerFactory.getLogger(MediaLoops.class);

  /** RFC 8839, section 5.4. */
  private static final String ICE_CHARS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  /** 90 bits: nobody guesses one, so an ICE check for a fragment that does not exist is the exception. */
  private static final int RANDOM_UFRAG_CHARS = 15;

  /** Rides out a pause of some tens of milliseconds at full load; the system may grant less. */
  private static final int SOCKET_BUFFER_BYTES = 4 * 1024 * 1024;

  private final List<MediaLoop> loops;
  private final List<InetAddress> announced;
  private final @Nullable TcpDoor tcpDoor;
  private final SecureRandom random;

  private MediaLoops(
      List<MediaLoop> loops,
      List<InetAddress> announced,
      @Nullable TcpDoor tcpDoor,
      SecureRandom random) {
    this.loops = loops;
    this.announced = announced;
    this.tcpDoor = tcpDoor;
    this.random = random;
  }

  /**
   * Takes the ports and starts the threads.
   *
   * @param application takes what rooms tell: in order for each room, on a thread that may wait
   * @throws MediaPortException naming the port and the option for another
   */
  public static MediaLoops open(
      MediaConfig config, DtlsServer dtls, SecureRandom random, Consumer<RoomEvent> application)
      throws IOException {
    if (config.loops() < 1 || config.loops() > MAX_LOOPS) {
      throw new IllegalArgumentException("media loops: 1 to " + MAX_LOOPS);
    }
    List<InetAddress> announced = LocalAddresses.announced(config);
    List<MediaLoop> loops = new ArrayList<>();
    try {
      Semaphore places = new Semaphore(DtlsHandshakes.MAX_RUNNING);
      for (int i = 0; i < config.loops(); i++) {
        DatagramChannel channel = bind(config, i);
        loops.add(new MediaLoop(new MediaLoop.Parts(
            i,
            channel,
            loop -> new Rooms(new DtlsHandshakes(dtls, places, loop), random.nextLong()),
            new EventCourier(i, application))));
      }
      TcpDoor door = config.tcpPort() == MediaConfig.NO_TCP ? null : tcpDoor(config, loops);
      return new MediaLoops(List.copyOf(loops), announced, door, random).start();
    } catch (IOException e) {
      for (MediaLoop loop : loops) {
        loop.abandon();
      }
      throw e;
    }
  }

  private static TcpDoor tcpDoor(MediaConfig config, List<MediaLoop> loops) throws IOException {
    return new TcpDoor(
        address(config, config.tcpPort()),
        first -> loopNamedBy(loops, first),
        new ConnectionLimits(TcpDoor.MAX_CONNECTIONS, TcpDoor.MAX_CONNECTIONS_FROM_ONE));
  }

  private static @Nullable MediaLoop loopNamedBy(List<MediaLoop> loops, int first) {
    int number = ICE_CHARS.indexOf(first);
    return number < 0 || number >= loops.size() ? null : loops.get(number);
  }

  private MediaLoops start() {
    loops.forEach(MediaLoop::start);
    if (tcpDoor != null) {
      tcpDoor.start();
    }
    return this;
  }

  /** Ports and announced addresses, for the operator's log. */
  public String describe() {
    return "UDP %s%s, announced as %s"
        .formatted(
            loops.stream().map(MediaLoop::port).toList(),
            tcpDoor == null ? "" : " and TCP " + tcpDoor.port(),
            announced.stream().map(MediaLoops::figures).toList());
  }

  /** A socket for IPv4 and IPv6, where the machine has both. */
  private static DatagramChannel bind(MediaConfig config, int loop) throws IOException {
    InetSocketAddress address =
        address(config, config.udpPort() == 0 ? 0 : config.udpPort() + loop);
    DatagramChannel channel = DatagramChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER_BYTES);
      channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER_BYTES);
      return channel.bind(address);
    } catch (SocketException e) {
      channel.close();
      throw new MediaPortException("UDP", address, "--media-port", e);
    }
  }

  private static InetSocketAddress address(MediaConfig config, int port) {
    InetAddress bind = config.bind();
    return bind == null ? new InetSocketAddress(port) : new InetSocketAddress(bind, port);
  }

  /** The loop on which a room lives: always the same one. */
  public MediaLoop loopFor(String room) {
    return loops.get(Math.floorMod(room.hashCode(), loops.size()));
  }

  /** A new user fragment for an endpoint of a loop: by its first character a TCP connection finds the loop. */
  public String newUfrag(MediaLoop loop) {
    StringBuilder ufrag = new StringBuilder().append(ICE_CHARS.charAt(loop.number()));
    for (int i = 0; i < RANDOM_UFRAG_CHARS; i++) {
      ufrag.append(ICE_CHARS.charAt(random.nextInt(ICE_CHARS.length())));
    }
    return ufrag.toString();
  }

  /** Where a loop listens: UDP first. */
  public List<Candidate> candidates(MediaLoop loop) {
    List<Candidate> candidates = new ArrayList<>();
    for (InetAddress address : announced) {
      candidates.add(new Candidate(Transport.UDP, figures(address), loop.port()));
    }
    if (tcpDoor != null) {
      for (InetAddress address : announced) {
        candidates.add(new Candidate(Transport.TCP, figures(address), tcpDoor.port()));
      }
    }
    return candidates;
  }

  /** Without the scope that the system adds to some IPv6 addresses. */
  private static String figures(InetAddress address) {
    String text = address.getHostAddress();
    int scope = text.indexOf('%');
    return scope < 0 ? text : text.substring(0, scope);
  }

  /** What each loop counted. */
  public List<LoopStats> stats() {
    return loops.stream().map(MediaLoop::stats).toList();
  }

  /** TCP connections refused: over a limit, or whose first frame named no loop in time. */
  public long refusedConnections() {
    return tcpDoor == null ? 0 : tcpDoor.refused();
  }

  @Override
  public void close() {
    try {
      if (tcpDoor != null) {
        tcpDoor.close();
      }
      for (MediaLoop loop : loops) {
        loop.stop();
      }
    } catch (IOException e) {
      LOG.warn("closing the TCP port for media", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
