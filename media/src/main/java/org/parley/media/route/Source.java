package org.parley.media.route;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.media.sdp.Encoding;
import org.parley.media.sdp.Publication;
import org.parley.media.sdp.SourceKind;
import org.parley.media.transport.Counters;
import org.parley.media.transport.Drop;
import org.parley.media.transport.Outbox;
import org.parley.media.wire.RtcpWriter;

/** A microphone, camera or screen that an endpoint publishes in one chamber, and who receives it. It is off at first. */
public final class Source {

  /** An encoding that is so far behind its siblings was switched off by its publisher. Lower reacts sooner; higher forgives slow frames. */
  private static final long SILENT_NS = 500_000_000L;

  private final Publication publication;
  private final Egress publisher;
  private final Counters counters;
  private final List<EncodingIngress> encodings = new ArrayList<>();
  private final List<Subscription> subscriptions = new ArrayList<>();
  private boolean on;

  /** @param publisher the way back to who publishes it */
  public Source(
      Publication publication, PublisherClock clock, Egress publisher, Counters counters) {
    this.publication = publication;
    this.publisher = publisher;
    this.counters = counters;
    if (publication.kind() == SourceKind.MICROPHONE) {
      encodings.add(new EncodingIngress(null, clock));
    }
    for (Encoding encoding : publication.encodings()) {
      encodings.add(new EncodingIngress(encoding, clock));
    }
  }

  public Publication publication() {
    return publication;
  }

  public List<EncodingIngress> encodings() {
    return encodings;
  }

  /** The encoding with this RID; null if there is none. */
  public @Nullable EncodingIngress encoding(String rid) {
    for (EncodingIngress encoding : encodings) {
      if (encoding.rid().equals(rid)) {
        return encoding;
      }
    }
    return null;
  }

  /**
   * Whether packets of an encoding arrive, as far as any of this source do: a still screen may pause for seconds, and then nothing was
   * switched off.
   */
  public boolean arrives(EncodingIngress encoding) {
    long newestNs = Long.MIN_VALUE;
    for (EncodingIngress other : encodings) {
      newestNs = Math.max(newestNs, other.lastPacketNs());
    }
    return encoding.lastPacketNs() != Long.MIN_VALUE
        && newestNs - encoding.lastPacketNs() < SILENT_NS;
  }

  public boolean isOn() {
    return on;
  }

  /** Off: nothing of it is forwarded, whatever its publisher sends; nor is anything sent again of what was. */
  public void setOn(boolean on) {
    if (this.on == on) {
      return;
    }
    this.on = on;
    for (EncodingIngress encoding : encodings) {
      encoding.forget();
    }
    for (Subscription subscription : subscriptions) {
      subscription.interrupt();
    }
  }

  /**
   * Takes an authentic packet of one of its encodings and passes it to all who receive that.
   *
   * @param structureAttached whether its Dependency Descriptor carries a template structure, which marks a key frame
   * @param retransmitted whether it came by RTX
   */
  public void accept(
      long nowNs,
      EncodingIngress encoding,
      IngressPacket packet,
      boolean structureAttached,
      boolean retransmitted,
      Outbox outbox) {
    if (!encoding.onPacket(nowNs, packet, structureAttached, retransmitted)) {
      return;
    }
    if (!on) {
      counters.drop(Drop.SOURCE_OFF);
      return;
    }
    encoding.remember(packet);
    for (int i = 0; i < subscriptions.size(); i++) {
      subscriptions.get(i).forward(nowNs, encoding, packet, outbox);
    }
  }

  /** Sends the key frame requests that are due. */
  public void requestKeyframes(long nowNs, Outbox outbox) {
    for (EncodingIngress encoding : encodings) {
      if (on && publisher.isOpen() && encoding.bound() && encoding.keyframes().takeDue(nowNs)) {
        int start = outbox.begin();
        int end = RtcpWriter.pli(outbox.bytes(), start, Egress.LOCAL_SSRC, encoding.ssrc());
        publisher.sendRtcp(outbox, end - start);
        counters.keyframeRequested();
      }
    }
  }

  /** Whether a receiver gets this encoding, or waits for it. */
  public boolean isReceived(EncodingIngress encoding) {
    for (Subscription subscription : subscriptions) {
      if (subscription.wants(encoding)) {
        return true;
      }
    }
    return false;
  }

  void add(Subscription subscription) {
    subscriptions.add(subscription);
  }

  void remove(Subscription subscription) {
    subscriptions.remove(subscription);
  }

  /** Nobody receives it any more: its publisher left, or is in another sidebar. */
  public void close() {
    for (Subscription subscription : List.copyOf(subscriptions)) {
      subscription.detach();
    }
    encodings.forEach(EncodingIngress::forget);
  }
}
