package org.parley.media.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.parley.media.route.EncodingIngress;
import org.parley.media.route.Source;
import org.parley.media.sdp.Extensions;
import org.parley.media.sdp.SourceKind;
import org.parley.media.wire.HeaderExtensions;
import org.parley.media.wire.RtpPacket;

/** Which of an endpoint's SSRCs carries what, learnt from MID and RID (RFC 8843, section 9.2; RFC 8853). */
final class Bindings {

  /**
   * Higher suits publishers that change SSRCs often; lower bounds what one can make us remember. Five encodings and their RTX need nine in
   * each of three chambers.
   */
  static final int MAX_SSRCS = 48;

  /** What an SSRC carries. */
  record Binding(Source source, EncodingIngress encoding, boolean rtx, byte[] mid) {}

  private final Collection<Source> sources;
  private final int[] ssrcs = new int[MAX_SSRCS];
  private final @Nullable Binding[] bindings = new @Nullable Binding[MAX_SSRCS];
  private int count;

  Bindings(Collection<Source> sources) {
    this.sources = sources;
  }

  boolean isFull() {
    return count == MAX_SSRCS;
  }

  @Nullable
  Binding find(int ssrc) {
    for (int i = 0; i < count; i++) {
      if (ssrcs[i] == ssrc) {
        return bindings[i];
      }
    }
    return null;
  }

  /** Remembers a binding, once the packet that showed it proved authentic. */
  void add(int ssrc, Binding binding) {
    ssrcs[count] = ssrc;
    bindings[count] = binding;
    count++;
    if (!binding.rtx()) {
      binding.encoding().bind(ssrc);
    }
  }

  /** Whether a packet contradicts what its SSRC is bound to. */
  static boolean conflicts(RtpPacket rtp, Binding binding) {
    int id = binding.source().publication().extensions().mid();
    return rtp.extensionOffset(id) >= 0 && !HeaderExtensions.equalsAscii(rtp, id, binding.mid());
  }

  /** What a packet of an unknown SSRC says that it carries; null where it does not say. */
  @Nullable
  Binding candidate(RtpPacket rtp) {
    for (Source source : sources) {
      byte[] mid = source.publication().mid().getBytes(StandardCharsets.US_ASCII);
      if (HeaderExtensions.equalsAscii(rtp, source.publication().extensions().mid(), mid)) {
        return candidate(rtp, source, mid);
      }
    }
    return null;
  }

  private static @Nullable Binding candidate(RtpPacket rtp, Source source, byte[] mid) {
    boolean rtx = rtp.payloadType() == source.publication().rtxPayloadType();
    EncodingIngress encoding = source.encodings().getFirst();
    if (source.publication().kind() != SourceKind.MICROPHONE && !encoding.rid().isEmpty()) {
      Extensions extensions = source.publication().extensions();
      String rid = HeaderExtensions.text(rtp, rtx ? extensions.repairedRid() : extensions.rid());
      EncodingIngress named = rid == null ? null : source.encoding(rid);
      return named == null ? null : new Binding(source, named, rtx, mid);
    }
    return new Binding(source, encoding, rtx, mid);
  }
}
