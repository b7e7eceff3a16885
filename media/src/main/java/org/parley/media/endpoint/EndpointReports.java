package org.parley.media.endpoint;

import java.util.ArrayList;
import java.util.List;
import org.parley.media.feedback.Losses;
import org.parley.media.feedback.Reception;
import org.parley.media.feedback.TransportArrivals;
import org.parley.media.layer.Allocation;
import org.parley.media.layer.DownlinkBudget;
import org.parley.media.layer.EncodingChoice;
import org.parley.media.route.Egress;
import org.parley.media.route.EncodingIngress;
import org.parley.media.route.Source;
import org.parley.media.route.Subscription;
import org.parley.media.transport.Outbox;
import org.parley.media.wire.Rtcp;
import org.parley.media.wire.RtcpWriter;
import org.parley.media.wire.TransportFeedbackWriter;

/** What one endpoint is told at intervals: what arrived of what it sends, what it lacks, and reports on what it receives. */
public final class EndpointReports {

  /** Lower lets a publisher's estimator react sooner; higher saves packets. */
  private static final long ARRIVALS_NS = 60_000_000L;

  /** Lower brings lip sync sooner after a switch; higher saves packets. */
  private static final long REPORTS_NS = 500_000_000L;

  /** Lower follows the downlink more closely; higher saves work. */
  private static final long ALLOCATION_NS = 100_000_000L;

  /**
   * How long a picture that was lowered stays so while the downlink is narrow. Each raise costs a key frame of its publisher, and all its
   * receivers pay for that: lower follows sooner; higher keeps a budget at an encoding's edge from switching back and forth.
   */
  private static final long RAISE_HOLD_NS = 3_000_000_000L;

  /** Of a limited budget, kept for retransmissions: higher mends more, lower shows more. */
  private static final long REPAIR_PERCENT = 10;

  private static final String CNAME = "parley";

  private static final int MAX_NACKS = 128;
  private static final int MAX_FEEDBACKS = 8;

  private final Endpoint endpoint;
  private final TransportFeedbackWriter feedback = new TransportFeedbackWriter();
  private final long[] run = new long[TransportFeedbackWriter.MAX_STATUSES];
  private final int[] missing = new int[MAX_NACKS];
  private int feedbackCount;
  private long arrivalsNs;
  private long reportsNs;
  private long allocationNs;

  EndpointReports(Endpoint endpoint, long nowNs) {
    this.endpoint = endpoint;
    this.arrivalsNs = nowNs;
    this.reportsNs = nowNs;
    this.allocationNs = nowNs;
  }

  /** Does what is due; called on every tick. */
  public void onTick(long nowNs, Outbox outbox) {
    if (!endpoint.isOpen()) {
      return;
    }
    requestLosses(nowNs, outbox);
    if (nowNs >= arrivalsNs) {
      arrivalsNs = nowNs + ARRIVALS_NS;
      reportArrivals(outbox);
    }
    if (nowNs >= reportsNs) {
      reportsNs = nowNs + REPORTS_NS;
      reportReception(nowNs, outbox);
      for (SlotEgress slot : endpoint.slots()) {
        slot.audio().report(nowNs, outbox);
        slot.video().report(nowNs, outbox);
      }
    }
    if (nowNs >= allocationNs) {
      allocate(nowNs);
    }
  }

  /** Chooses anew which encodings it gets. */
  public void allocate(long nowNs) {
    allocationNs = nowNs + ALLOCATION_NS;
    endpoint.budget().onTick(nowNs);
    List<Subscription> pictures = new ArrayList<>();
    for (SlotEgress slot : endpoint.slots()) {
      Source source = slot.video().source();
      if (source != null && source.isOn()) {
        pictures.add(slot.video());
      }
    }
    int[] wanted = new int[pictures.size()];
    long[][] rates = new long[pictures.size()][];
    for (int i = 0; i < wanted.length; i++) {
      Subscription picture = pictures.get(i);
      Source source = picture.source();
      if (source == null) {
        continue;
      }
      wanted[i] = EncodingChoice.forSize(
          source.publication().encodings(), picture.width(), picture.height());
      rates[i] = rates(source, nowNs);
    }
    int[] chosen = Allocation.allocate(wanted, rates, pictureBudgetBps());
    for (int i = 0; i < chosen.length; i++) {
      if (!isHeld(nowNs, pictures.get(i), chosen[i], rates[i])) {
        pictures.get(i).choose(nowNs, chosen[i]);
      }
      pictures.get(i).wantKeyframeIfWaiting();
    }
  }

  /** Whether a picture was lowered too short a time ago to be raised again. None at all is worse than any switch: that is not held. */
  private boolean isHeld(long nowNs, Subscription picture, int chosen, long[] rates) {
    int target = picture.target();
    return target != EncodingChoice.NONE
        && chosen > target
        && rates[target] > 0
        && endpoint.budget().bps() != DownlinkBudget.UNLIMITED
        && picture.loweredNs() != Long.MIN_VALUE
        && nowNs - picture.loweredNs() < RAISE_HOLD_NS;
  }

  /** What is left for pictures as they come: losses are mended from the same budget. */
  private long pictureBudgetBps() {
    long budgetBps = endpoint.budget().bps();
    return budgetBps == DownlinkBudget.UNLIMITED
        ? budgetBps
        : budgetBps - budgetBps * REPAIR_PERCENT / 100;
  }

  private static long[] rates(Source source, long nowNs) {
    List<EncodingIngress> encodings = source.encodings();
    long[] rates = new long[encodings.size()];
    boolean any = false;
    for (int i = 0; i < rates.length; i++) {
      EncodingIngress encoding = encodings.get(i);
      boolean arrives = source.arrives(encoding);
      rates[i] = arrives ? Math.max(1, encoding.rateBps(nowNs)) : 0;
      any |= arrives;
    }
    if (!any && rates.length > 0) {
      // Before the first packet the lowest is expected, so that its first key frame is shown at
      // once.
      rates[0] = 1;
    }
    return rates;
  }

  private void requestLosses(long nowNs, Outbox outbox) {
    for (Source source : endpoint.sources()) {
      for (EncodingIngress encoding : source.encodings()) {
        if (encoding.bound() && encoding.isVideo()) {
          requestLosses(nowNs, source, encoding, outbox);
        }
      }
    }
  }

  private void requestLosses(long nowNs, Source source, EncodingIngress encoding, Outbox outbox) {
    Losses losses = encoding.losses();
    if (!source.isOn() || !source.isReceived(encoding)) {
      // Nobody misses it: asking would only narrow the publisher's uplink.
      losses.forgetAll();
      return;
    }
    int count = losses.takeDue(nowNs, missing);
    if (count > 0) {
      int start = outbox.begin();
      int end = RtcpWriter.nack(
          outbox.bytes(), start, Egress.LOCAL_SSRC, encoding.ssrc(), missing, count);
      endpoint.sendRtcp(outbox, end - start);
    }
    if (losses.takeGaveUp()) {
      encoding.keyframes().want();
    }
  }

  private void reportArrivals(Outbox outbox) {
    for (int i = 0; i < MAX_FEEDBACKS; i++) {
      TransportArrivals arrivals = endpoint.ingress().arrivals();
      int count = arrivals.nextRun(run);
      if (count == 0) {
        return;
      }
      TransportFeedbackWriter.Head head = new TransportFeedbackWriter.Head(
          Egress.LOCAL_SSRC, endpoint.ingress().lastSsrc(), feedbackCount++ & 0xff);
      int start = outbox.begin();
      int end = feedback.write(outbox.bytes(), start, head, arrivals.runStartSeq16(), run, count);
      arrivals.advance(feedback.written());
      endpoint.sendRtcp(outbox, end - start);
    }
  }

  private void reportReception(long nowNs, Outbox outbox) {
    List<Rtcp.ReportBlock> blocks = new ArrayList<>();
    for (Source source : endpoint.sources()) {
      for (EncodingIngress encoding : source.encodings()) {
        if (encoding.bound() && encoding.reception().started()) {
          blocks.add(block(nowNs, encoding));
        }
      }
    }
    int start = outbox.begin();
    int end =
        RtcpWriter.rr(outbox.bytes(), start, new Rtcp.ReceiverReport(Egress.LOCAL_SSRC, blocks));
    end = RtcpWriter.sdes(outbox.bytes(), end, Egress.LOCAL_SSRC, CNAME);
    endpoint.sendRtcp(outbox, end - start);
  }

  private static Rtcp.ReportBlock block(long nowNs, EncodingIngress encoding) {
    Reception reception = encoding.reception();
    return new Rtcp.ReportBlock(
        encoding.ssrc(),
        reception.takeFractionLost(),
        reception.cumulativeLost(),
        reception.highestSeq() & 0xffff_ffffL,
        reception.jitter(),
        reception.lastSenderReport(),
        reception.delaySinceLastSenderReport(nowNs));
  }
}
