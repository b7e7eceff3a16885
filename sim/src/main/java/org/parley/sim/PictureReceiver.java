package org.parley.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.parley.media.feedback.Losses;
import org.parley.media.feedback.Reception;
import org.parley.media.feedback.SequenceUnwrapper;
import org.parley.media.sdp.Chamber;
import org.parley.media.sdp.SourceKind;
import org.parley.media.wire.RtpPacket;

/**
 * One slot's picture as a browser receives it: asks for losses, puts frames together, and decodes them: a key frame at any time, another
 * frame only behind the one before it. Everything that must hold of the stream is checked on every packet; what does not is kept in
 * {@link #violations()}.
 */
public final class PictureReceiver {

  /** A browser waits for so long for a missing frame before it asks for a key frame. */
  private static final long PATIENCE_NS = 400_000_000L;

  private static final int MAX_HELD = 4000;

  private final SequenceUnwrapper unwrapper = new SequenceUnwrapper();
  private final Losses losses = new Losses();
  private final Reception reception = new Reception(90_000);
  private final TreeMap<Long, Part> held = new TreeMap<>();
  private final Map<Long, Integer> timestamps = new HashMap<>();
  private final Map<Integer, Integer> decodedOf = new HashMap<>();
  private final List<String> violations = new ArrayList<>();

  private long decodedSeq = -1;
  private int decodedPictureId = -1;
  private int decodedTimestamp;
  private boolean hasDecoded;
  private long decodedNs;
  private long longestGapNs;
  private int decodedFrames;
  private int lastEncoding = -1;
  private int lastPublisher = -1;
  private @Nullable Chamber lastChamber;
  private boolean waitsForKey = true;
  private long askedNs = Long.MIN_VALUE / 2;
  private long packets;

  private record Part(
      TestPicture picture, int pictureId, int timestamp, boolean start, boolean end) {}

  /** Frames decoded. */
  public int decodedFrames() {
    return decodedFrames;
  }

  /** Frames decoded of one publisher. */
  public int decodedFramesOf(int publisher) {
    return decodedOf.getOrDefault(publisher, 0);
  }

  /** The encoding of the last frame decoded; -1 before one. */
  public int lastEncoding() {
    return lastEncoding;
  }

  /** The publisher of the last frame decoded; -1 before one. */
  public int lastPublisher() {
    return lastPublisher;
  }

  /** The chamber of the last frame decoded; null before one. */
  public @Nullable Chamber lastChamber() {
    return lastChamber;
  }

  /** The longest time between two frames decoded one after the other. */
  public long longestGapNs() {
    return longestGapNs;
  }

  /** Begins to measure {@link #longestGapNs} anew. */
  public void forgetGaps(long nowNs) {
    longestGapNs = 0;
    decodedNs = nowNs;
  }

  public long packets() {
    return packets;
  }

  /** What must not happen and did. */
  public List<String> violations() {
    return violations;
  }

  /** Takes a packet of the stream, original or restored from RTX. */
  void onPacket(long nowNs, RtpPacket rtp, boolean retransmitted) {
    packets++;
    long seq = unwrapper.unwrap(rtp.seq16());
    losses.onPacket(nowNs, seq);
    if (!retransmitted) {
      reception.onPacket(nowNs, seq, rtp.timestamp());
    }
    if (rtp.payloadBytes() == 0 || seq <= decodedSeq) {
      return;
    }
    TestPicture picture = TestPicture.read(rtp.buffer(), rtp.payloadOffset(), rtp.payloadBytes());
    if (picture == null) {
      violate("payload changed on its way at seq " + seq);
      return;
    }
    Part part = new Part(
        picture,
        TestPicture.pictureId(rtp.buffer(), rtp.payloadOffset()),
        rtp.timestamp(),
        picture.part() == 0,
        rtp.marker());
    Part before = held.put(seq, part);
    if (before != null && !before.equals(part)) {
      violate("two packets with seq " + seq);
    }
    check(seq, part);
    decode(nowNs);
    if (held.size() > MAX_HELD) {
      held.pollFirstEntry();
    }
  }

  private void check(long seq, Part part) {
    if (part.end() != (part.picture().part() == part.picture().parts() - 1)) {
      violate("marker misplaced at seq " + seq);
    }
    Integer timestamp = timestamps.putIfAbsent(seq - part.picture().part(), part.timestamp());
    if (timestamp != null && timestamp != part.timestamp()) {
      violate("two timestamps in one frame at seq " + seq);
    }
    Part previous = held.get(seq - 1);
    // A switch may cut the frame before it short: a key frame needs nothing of that.
    boolean cut = part.start() && part.picture().key();
    if (previous != null && !previous.end() && previous.pictureId() != part.pictureId() && !cut) {
      violate("picture id changed within a frame at seq " + seq);
    }
    if (previous != null && previous.end()) {
      if (part.pictureId() != ((previous.pictureId() + 1) & 0x7fff)) {
        violate("picture id jumped from " + previous.pictureId() + " to " + part.pictureId());
      }
      if (part.timestamp() - previous.timestamp() <= 0) {
        violate("timestamp went back by " + (previous.timestamp() - part.timestamp()));
      }
    }
  }

  private void decode(long nowNs) {
    boolean progress = true;
    while (progress) {
      progress = false;
      for (Map.Entry<Long, Part> entry : held.entrySet()) {
        Part first = entry.getValue();
        boolean next = hasDecoded && entry.getKey() == decodedSeq + 1 && !waitsForKey;
        if (first.start() && (first.picture().key() || next) && complete(entry.getKey(), first)) {
          show(nowNs, entry.getKey(), first);
          progress = true;
          break;
        }
      }
    }
  }

  private boolean complete(long seq, Part first) {
    for (int i = 1; i < first.picture().parts(); i++) {
      Part part = held.get(seq + i);
      if (part == null || part.picture().frame() != first.picture().frame()) {
        return false;
      }
    }
    return true;
  }

  private void show(long nowNs, long seq, Part first) {
    if (hasDecoded && first.timestamp() - decodedTimestamp <= 0) {
      violate("decoded timestamp went back");
    }
    if (hasDecoded
        && !first.picture().key()
        && first.pictureId() != ((decodedPictureId + 1) & 0x7fff)) {
      violate("decoded picture id is not the next");
    }
    longestGapNs = Math.max(longestGapNs, hasDecoded ? nowNs - decodedNs : 0);
    hasDecoded = true;
    waitsForKey = false;
    decodedNs = nowNs;
    decodedSeq = seq + first.picture().parts() - 1;
    decodedPictureId = first.pictureId();
    decodedTimestamp = first.timestamp();
    decodedFrames++;
    Origin origin = first.picture().origin();
    lastEncoding = first.picture().encoding();
    lastPublisher = origin.peer() + (origin.kind() == SourceKind.SCREEN ? SimPeer.SCREEN_OF : 0);
    lastChamber = origin.chamber();
    decodedOf.merge(lastPublisher, 1, Integer::sum);
    held.headMap(decodedSeq, true).clear();
    timestamps.keySet().removeIf(start -> start <= decodedSeq);
  }

  /** The share lost since the last call, in 256ths; what was mended later counts as lost. */
  int takeFractionLost() {
    return reception.started() ? reception.takeFractionLost() : 0;
  }

  /** What it asks its sender to send again now. */
  int takeLosses(long nowNs, int[] into) {
    return losses.takeDue(nowNs, into);
  }

  /** Whether it asks for a key frame now. */
  boolean takeKeyframeRequest(long nowNs) {
    boolean stuck = !held.isEmpty() && nowNs - decodedNs > PATIENCE_NS;
    boolean lost = losses.takeGaveUp();
    if (!(stuck || lost) || nowNs - askedNs < PATIENCE_NS) {
      return false;
    }
    waitsForKey = true;
    askedNs = nowNs;
    return true;
  }

  private void violate(String what) {
    if (violations.size() < 100) {
      violations.add(what);
    }
  }
}
