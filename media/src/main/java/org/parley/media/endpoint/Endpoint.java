package org.parley.media.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.parley.media.dtls.Handshakes;
import org.parley.media.feedback.RateMeter;
import org.parley.media.ice.IceAgent;
import org.parley.media.layer.DownlinkBudget;
import org.parley.media.route.Egress;
import org.parley.media.route.PublisherClock;
import org.parley.media.route.Source;
import org.parley.media.sdp.Chamber;
import org.parley.media.sdp.Publication;
import org.parley.media.sdp.Session;
import org.parley.media.sdp.Slot;
import org.parley.media.sdp.SourceKind;
import org.parley.media.srtp.SrtpContext;
import org.parley.media.srtp.SrtpKeys;
import org.parley.media.transport.Counters;
import org.parley.media.transport.Outbox;
import org.parley.media.transport.Path;

/**
 * One device's transport, with all that belongs to it: the ICE agent, the handshake, the keys, what it publishes and the slots in which it
 * receives. {@link EndpointIngress} reads what it sends, {@link EndpointReports} writes what it is told.
 */
public final class Endpoint implements Egress {

  private final String id;
  private final String side;
  private final Handshakes handshakes;
  private final Counters counters;
  private final RandomGenerator random;
  private final IceAgent ice;
  private final List<Source> sources = new ArrayList<>();
  private final List<SlotEgress> slots = new ArrayList<>();
  private final RateMeter sentPictures = new RateMeter();
  private final DownlinkBudget budget = new DownlinkBudget();
  private final EndpointIngress ingress;
  private final EndpointReports reports;

  private Session session;
  private Handshakes.@Nullable Handshake handshake;
  private @Nullable SrtpContext srtp;
  private String sidebar = "";

  /**
   * Whose transport it is, and for what.
   *
   * @param side whose caucus it may be in
   */
  public record Device(String id, String side, Session session) {}

  public Endpoint(
      long nowNs, Device device, Handshakes handshakes, RandomGenerator random, Counters counters) {
    this.id = device.id();
    this.side = device.side();
    this.session = device.session();
    this.handshakes = handshakes;
    this.random = random;
    this.counters = counters;
    this.ice = new IceAgent(nowNs, session.local(), counters);
    PublisherClock clock = new PublisherClock();
    for (Publication publication : session.publications()) {
      sources.add(new Source(publication, clock, this, counters));
    }
    addSlots(session);
    this.ingress = new EndpointIngress(this, counters);
    this.reports = new EndpointReports(this, nowNs);
  }

  public String id() {
    return id;
  }

  public String side() {
    return side;
  }

  /** In which sidebar it is; empty for none. */
  public String sidebar() {
    return sidebar;
  }

  /** Goes into a sidebar, or out of one: nothing of the one before goes on, in either direction. */
  public void stepAside(String next) {
    if (next.equals(sidebar)) {
      return;
    }
    sidebar = next;
    for (Source source : sources) {
      if (source.publication().chamber() == Chamber.SIDEBAR) {
        source.setOn(false);
        source.close();
      }
    }
    slots.forEach(slot -> slot.empty(Chamber.SIDEBAR));
  }

  public IceAgent ice() {
    return ice;
  }

  /** What it publishes; null where its offer had no such section. */
  public @Nullable Source source(Chamber chamber, SourceKind kind) {
    for (Source source : sources) {
      Publication publication = source.publication();
      if (publication.chamber() == chamber && publication.kind() == kind) {
        return source;
      }
    }
    return null;
  }

  public List<Source> sources() {
    return sources;
  }

  public List<SlotEgress> slots() {
    return slots;
  }

  public EndpointIngress ingress() {
    return ingress;
  }

  public EndpointReports reports() {
    return reports;
  }

  DownlinkBudget budget() {
    return budget;
  }

  /** The rate of what it was sent of pictures, retransmissions included. */
  RateMeter sentPictures() {
    return sentPictures;
  }

  @Nullable
  SrtpContext srtp() {
    return srtp;
  }

  /** Takes a new offer's session: slots beyond those that there are, and new ICE credentials where they differ. */
  public void renegotiate(Session next) {
    if (!next.local().equals(session.local())) {
      ice.restart(next.local());
    }
    session = next;
    addSlots(next);
  }

  /** Passes a datagram of DTLS to its handshake, which begins with the first. */
  public void onDtls(byte[] bytes, int offset, int sizeBytes) {
    Handshakes.Handshake running = handshake;
    if (running == null) {
      running = handshakes.start(id, session.fingerprints());
      handshake = running;
    }
    running.receive(bytes, offset, sizeBytes);
  }

  /** Sends what its handshake has to say. */
  public void sendDtls(byte[] bytes, Outbox outbox) {
    Path path = ice.selected();
    if (path != null && bytes.length <= Outbox.MAX_DATAGRAM_BYTES) {
      outbox.send(path, bytes, 0, bytes.length);
    }
  }

  /** Takes the keys: from now on media flows. */
  public void onKeys(SrtpKeys keys) {
    if (srtp != null) {
      // A context made anew from the same keys would begin its indices anew, and use nonces twice.
      return;
    }
    srtp = SrtpContext.create(keys);
    for (SlotEgress slot : slots) {
      slot.video().wantKeyframe();
    }
  }

  /** Takes it out: nobody receives it, and it receives nobody. */
  public void close() {
    for (Source source : sources) {
      source.close();
    }
    for (SlotEgress slot : slots) {
      slot.empty();
    }
    Handshakes.Handshake running = handshake;
    if (running != null) {
      running.close();
    }
  }

  @Override
  public boolean isOpen() {
    return srtp != null && ice.selected() != null;
  }

  @Override
  public void sendRtp(long nowNs, boolean video, Outbox outbox, int sizeBytes) {
    SrtpContext keys = srtp;
    Path path = ice.selected();
    if (keys == null || path == null) {
      return;
    }
    int start = outbox.begin();
    int protectedBytes = keys.protectRtp(outbox.bytes(), start, sizeBytes);
    if (protectedBytes > 0) {
      outbox.commit(path, protectedBytes);
      if (video) {
        sentPictures.add(nowNs, protectedBytes);
      }
    }
  }

  @Override
  public void sendRtcp(Outbox outbox, int sizeBytes) {
    SrtpContext keys = srtp;
    Path path = ice.selected();
    if (keys == null || path == null) {
      return;
    }
    int start = outbox.begin();
    int protectedBytes = keys.protectRtcp(outbox.bytes(), start, sizeBytes);
    if (protectedBytes > 0) {
      outbox.commit(path, protectedBytes);
    }
  }

  private void addSlots(Session from) {
    for (Slot slot : from.slots().subList(slots.size(), from.slots().size())) {
      slots.add(new SlotEgress(slot, random, this, counters));
    }
  }
}
