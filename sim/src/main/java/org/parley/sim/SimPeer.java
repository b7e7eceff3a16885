package org.parley.sim;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.parley.media.ice.IceCredentials;
import org.parley.media.sdp.Chamber;
import org.parley.media.sdp.Session;
import org.parley.media.sdp.Slot;
import org.parley.media.srtp.SrtpContext;
import org.parley.media.srtp.SrtpKeys;
import org.parley.media.transport.Path;
import org.parley.media.transport.Transport;
import org.parley.media.wire.Demux;
import org.parley.media.wire.HeaderExtensions;
import org.parley.media.wire.Rtcp;
import org.parley.media.wire.RtcpParser;
import org.parley.media.wire.RtcpWriter;
import org.parley.media.wire.RtpPacket;
import org.parley.media.wire.Rtx;
import org.parley.media.wire.StunWriter;

/** A browser's part in a meeting under virtual time: real STUN, SRTP and RTCP, a simulated camera, microphone and eye. */
public final class SimPeer {

  private static final long FRAME_NS = 40_000_000L;
  private static final long SOUND_NS = 20_000_000L;
  private static final long FEEDBACK_NS = 20_000_000L;
  private static final long CHECK_NS = 2_500_000_000L;
  private static final long REPORT_NS = 1_000_000_000L;
  private static final long ESTIMATE_NS = 250_000_000L;

  /** The publisher of a picture of a peer's screen, for a receiver: this and the peer's number. */
  static final int SCREEN_OF = 100;

  private final Simulation simulation;
  private final Session session;
  private final SrtpContext srtp;
  private Path path;
  private final Plane plane;
  private final Link up;
  private final Link down;
  private final RandomGenerator random;
  private final SrtpKeys keys;
  private final Map<Chamber, ChamberSender> chambers = new EnumMap<>(Chamber.class);
  private final List<PictureReceiver> pictures = new ArrayList<>();
  private final long[] soundPackets;
  private final RtpPacket rtp = new RtpPacket();
  private final DelayEstimator estimator = new DelayEstimator();
  private final int[] missing = new int[64];
  private final long clockOffsetNs;
  private final List<Rtcp> received = new ArrayList<>();
  private final Map<Integer, Stamp> stamps = new HashMap<>();

  /** When a packet came and what its RTP timestamp was. */
  public record Stamp(long arrivalNs, int seq16, int timestamp) {}

  SimPeer(Simulation simulation, Plane plane, SimMeeting.Seat seat, RandomGenerator random) {
    this.simulation = simulation;
    this.plane = plane;
    this.session = seat.session();
    this.keys = seat.peerKeys();
    this.srtp = SrtpContext.create(keys);
    this.random = random;
    this.path = Path.ofIpv4(Transport.UDP, 0x7f00_0001, 20_000 + seat.number());
    this.soundPackets = new long[session.slots().size()];
    // Each publisher's clock is its own: a second and more apart.
    this.clockOffsetNs = seat.number() * 1_234_567_890L;
    this.up = new Link(
        simulation,
        random,
        LinkConditions.clean(20_000_000L),
        bytes -> plane.receive(path(), bytes));
    this.down = new Link(simulation, random, LinkConditions.clean(20_000_000L), this::onDatagram);
    plane.connect(path, down::send);
    for (Chamber chamber : Chamber.values()) {
      chambers.put(chamber, new ChamberSender(chamber, seat, this::sendRtp));
    }
    send(Chamber.PLENARY, true);
    for (int i = 0; i < session.slots().size(); i++) {
      pictures.add(new PictureReceiver());
    }
  }

  /** Connects, and begins to send and to listen. */
  void start() {
    simulation.every(CHECK_NS, this::check);
    simulation.after(60_000_000L, () -> up.send(new byte[] {22, (byte) 254, (byte) 253, 0}));
    simulation.after(200_000_000L, () -> {
      simulation.every(
          FRAME_NS, () -> chambers.values().forEach(sender -> sender.film(simulation.nowNs())));
      simulation.every(
          SOUND_NS, () -> chambers.values().forEach(sender -> sender.speak(simulation.nowNs())));
      simulation.every(REPORT_NS, this::report);
      simulation.every(REPORT_NS, this::reportReception);
      simulation.every(ESTIMATE_NS, this::estimate);
      simulation.every(FEEDBACK_NS, this::feedBack);
    });
  }

  public Path path() {
    return path;
  }

  /** Its address changes, as when a NAT forgets it; it does not notice by itself. */
  public void moveTo(Path next) {
    path = next;
    plane.connect(next, down::send);
  }

  /** Begins or stops to send what it has in a chamber, whether or not its sources there are on: at first in the plenary alone. */
  public void send(Chamber chamber, boolean on) {
    sender(chamber).activate(on);
  }

  /** Begins or stops to share its screen. */
  public void share(boolean on) {
    share(Chamber.PLENARY, on);
  }

  public void share(Chamber chamber, boolean on) {
    sender(chamber).screen().pause(!on);
  }

  /** Another context with its keys, for who reads what it is sent without disturbing it. */
  SrtpContext eavesdropper() {
    return SrtpContext.create(keys);
  }

  /** The last packet of a stream that came, by SSRC; null before one. */
  public @Nullable Stamp lastStamp(int ssrc) {
    return stamps.get(ssrc);
  }

  public Link up() {
    return up;
  }

  public Link down() {
    return down;
  }

  /** What it sees in a slot. */
  public PictureReceiver picture(int slot) {
    return pictures.get(slot);
  }

  /** How many packets of sound came in a slot. */
  public long soundPackets(int slot) {
    return soundPackets[slot];
  }

  /** How many key frames one of its encodings sent. */
  public int keyframes(int encoding) {
    return keyframes(Chamber.PLENARY, encoding);
  }

  int keyframes(Chamber chamber, int encoding) {
    return sender(chamber).cameras().get(encoding).keyframes();
  }

  /** Stops or goes on sending one encoding, as a browser does when its uplink is narrow. */
  public void pauseEncoding(int encoding, boolean on) {
    sender(Chamber.PLENARY).cameras().get(encoding).pause(on);
  }

  /** 0 is loudest, 127 silence. */
  public void speakAt(int level) {
    speakAt(Chamber.PLENARY, level);
  }

  public void speakAt(Chamber chamber, int level) {
    sender(chamber).speakAt(level);
  }

  /** The RTCP that came from the server. */
  public List<Rtcp> received() {
    return received;
  }

  /** Sends any clear RTCP packet, protected; what SRTP refuses is not sent. */
  public void sendRtcp(byte[] clear, int sizeBytes) {
    byte[] buffer = Arrays.copyOf(clear, sizeBytes + SrtpContext.MAX_TRAILER_BYTES);
    int protectedBytes = srtp.protectRtcp(buffer, 0, sizeBytes);
    if (protectedBytes >= 0) {
      up.send(Arrays.copyOf(buffer, protectedBytes));
    }
  }

  /** Sends any clear RTP packet, protected; what SRTP refuses is not sent. */
  public void sendRtp(byte[] clear, Integer sizeBytes) {
    byte[] buffer = Arrays.copyOf(clear, sizeBytes + SrtpContext.MAX_TRAILER_BYTES);
    int protectedBytes = srtp.protectRtp(buffer, 0, sizeBytes);
    if (protectedBytes >= 0) {
      up.send(Arrays.copyOf(buffer, protectedBytes));
    }
  }

  private ChamberSender sender(Chamber chamber) {
    return Objects.requireNonNull(chambers.get(chamber));
  }

  /** Checks its path, and nominates it. */
  void check() {
    byte[] buffer = new byte[300];
    byte[] transaction = new byte[12];
    random.nextBytes(transaction);
    IceCredentials server = session.local();
    StunWriter.BindingRequest request = new StunWriter.BindingRequest(
        transaction, server.ufrag() + ":" + session.remote().ufrag(), 1, true, true, 1);
    int end = StunWriter.bindingRequest(
        buffer, 0, request, server.password().getBytes(StandardCharsets.US_ASCII));
    up.send(Arrays.copyOf(buffer, end));
  }

  int soundSsrc() {
    return sender(Chamber.PLENARY).soundSsrc();
  }

  private void report() {
    for (ChamberSender sender : chambers.values()) {
      for (Rtcp.SenderReport report : sender.reports(simulation.nowNs(), clockOffsetNs)) {
        byte[] buffer = new byte[200];
        sendRtcp(buffer, RtcpWriter.sr(buffer, 0, report));
      }
    }
  }

  private void reportReception() {
    List<Rtcp.ReportBlock> blocks = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      int ssrc = session.slots().get(i).video().ssrc();
      blocks.add(new Rtcp.ReportBlock(ssrc, pictures.get(i).takeFractionLost(), 0, 0, 0, 0, 0));
    }
    byte[] buffer = new byte[400];
    sendRtcp(buffer, RtcpWriter.rr(buffer, 0, new Rtcp.ReceiverReport(2, blocks)));
  }

  private void estimate() {
    byte[] buffer = new byte[100];
    int ssrc = session.slots().getFirst().video().ssrc();
    sendRtcp(
        buffer, RtcpWriter.remb(buffer, 0, 2, estimator.estimateBps(simulation.nowNs()), ssrc));
  }

  private void feedBack() {
    for (int i = 0; i < pictures.size(); i++) {
      int ssrc = session.slots().get(i).video().ssrc();
      byte[] buffer = new byte[1200];
      int count = pictures.get(i).takeLosses(simulation.nowNs(), missing);
      if (count > 0) {
        sendRtcp(buffer, RtcpWriter.nack(buffer, 0, 2, ssrc, missing, count));
      }
      if (pictures.get(i).takeKeyframeRequest(simulation.nowNs())) {
        sendRtcp(buffer, RtcpWriter.pli(buffer, 0, 2, ssrc));
      }
    }
  }

  private void onDatagram(byte[] bytes) {
    Demux.Kind kind = Demux.kind(bytes, 0, bytes.length);
    if (kind == Demux.Kind.RTP) {
      onRtp(bytes);
    } else if (kind == Demux.Kind.RTCP) {
      onRtcp(bytes);
    }
  }

  private void onRtp(byte[] bytes) {
    int size = srtp.unprotectRtp(bytes, 0, bytes.length);
    if (size < 0 || !rtp.wrap(bytes, 0, size)) {
      return;
    }
    int sendTime = HeaderExtensions.absSendTime(
        rtp, session.slots().getFirst().video().extensions().absSendTime());
    if (sendTime >= 0) {
      estimator.onPacket(
          simulation.nowNs(),
          sendTime,
          HeaderExtensions.absSendTimeOf(simulation.nowNs()),
          bytes.length);
    }
    stamps.put(rtp.ssrc(), new Stamp(simulation.nowNs(), rtp.seq16(), rtp.timestamp()));
    for (int i = 0; i < pictures.size(); i++) {
      Slot slot = session.slots().get(i);
      if (rtp.ssrc() == slot.audio().ssrc()) {
        soundPackets[i]++;
      } else if (rtp.ssrc() == slot.video().ssrc()) {
        pictures.get(i).onPacket(simulation.nowNs(), rtp, false);
      } else if (rtp.ssrc() == slot.video().rtxSsrc()) {
        int offset = Rtx.restore(
            rtp, new Rtx.Stream(slot.video().payloadType(), slot.video().ssrc()));
        if (offset >= 0 && rtp.wrap(bytes, offset, size - Rtx.OVERHEAD_BYTES)) {
          pictures.get(i).onPacket(simulation.nowNs(), rtp, true);
        }
      }
    }
  }

  private void onRtcp(byte[] bytes) {
    int size = srtp.unprotectRtcp(bytes, 0, bytes.length);
    if (size < 0) {
      return;
    }
    for (Rtcp rtcp : Objects.requireNonNull(
        RtcpParser.parse(bytes, 0, size), "the server's RTCP is well-formed")) {
      received.add(rtcp);
      chambers.values().forEach(sender -> sender.onRtcp(rtcp));
    }
  }
}
