package org.parley.server.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.parley.media.transport.Drop;
import org.parley.server.http.HttpServer;
import org.parley.server.mail.Fate;
import org.parley.server.mail.Postman;
import org.parley.server.net.LoopStats;
import org.parley.server.net.MediaLoops;
import org.parley.server.net.NetDrop;
import org.parley.server.signalling.Signalling;
import org.parley.server.signalling.protocol.ServerMessage;

/** Gives each part's counts their names. */
final class ServerMetrics {

  private ServerMetrics() {}

  static void bind(Metrics metrics, HttpServer http) {
    metrics.reasons(
        "parley.http.rejections",
        "HTTP requests and connections turned away",
        org.parley.server.http.Rejection.class,
        http.rejections()::of);
  }

  static void bind(Metrics metrics, Signalling signalling, LiveMeetings live) {
    metrics.gauge("parley.participants", "In all meetings", live::participants);
    metrics.gauge(
        "parley.signalling.connections", "Open signalling sockets", signalling::connections);
    metrics.reasons(
        "parley.signalling.rejections",
        "Signalling connections turned away or cut off",
        org.parley.server.signalling.Rejection.class,
        signalling.rejections()::of);
    metrics.reasons(
        "parley.signalling.refusals",
        "Requests that were answered with a refusal",
        ServerMessage.Reason.class,
        signalling.refusals()::of);
  }

  static void bind(Metrics metrics, FileDesk files) {
    metrics.gauge("parley.files.moving", "Sealed files on their way now", files::moving);
    metrics.counter("parley.files.bytes", "Of sealed files that were kept", files::keptBytes);
    metrics.reasons(
        "parley.files", "Sealed files, by what became of them", FileFate.class, files::count);
  }

  static void bind(Metrics metrics, Postman postman) {
    metrics.reasons("parley.mails", "Calendar mails, by their fate", Fate.class, postman::count);
  }

  static void bind(Metrics metrics, MediaLoops loops) {
    metrics.counter(
        "parley.tcp.refused", "TCP connections for media refused", loops::refusedConnections);
    int count = loops.stats().size();
    for (int i = 0; i < count; i++) {
      bindLoop(new Loop(metrics, loops, i));
    }
  }

  private static void bindLoop(Loop loop) {
    loop.counter("parley.loop.cpu.seconds", "Processor time", stats -> stats.cpuNs() / 1e9);
    loop.counter("parley.datagrams.in", "Datagrams received", LoopStats::datagramsIn);
    loop.counter("parley.datagrams.out", "Datagrams sent", LoopStats::datagramsOut);
    loop.counter("parley.bytes.in", "Bytes received", LoopStats::bytesIn);
    loop.counter("parley.bytes.out", "Bytes sent", LoopStats::bytesOut);
    loop.counter(
        "parley.ingress.packets", "Authentic media packets", s -> s.rooms().ingressPackets());
    loop.counter(
        "parley.forwarded.packets",
        "Media packets sent on, each receiver counted",
        s -> s.rooms().forwardedPackets());
    loop.counter("parley.forwarded.bytes", "Of those packets", s -> s.rooms().forwardedBytes());
    loop.counter(
        "parley.retransmitted.packets",
        "Media packets sent again",
        s -> s.rooms().retransmittedPackets());
    loop.counter(
        "parley.keyframe.requests",
        "Key frames asked of publishers",
        s -> s.rooms().keyframeRequests());
    loop.counter("parley.outbox.dropped", "Lost to a full batch", LoopStats::outboxDropped);
    loop.gauge("parley.rooms", "Rooms", s -> s.rooms().rooms());
    loop.gauge("parley.endpoints", "Endpoints", s -> s.rooms().endpoints());
    loop.gauge("parley.tcp.connections", "TCP connections", LoopStats::tcpConnections);
    loop.drops("parley.net.drops", "Dropped by the sockets' side", NetDrop.class, LoopStats::drops);
    loop.drops(
        "parley.media.drops", "Dropped by the rooms", Drop.class, s -> s.rooms().drops());
  }

  /** One loop's counts, under its number. */
  private record Loop(Metrics metrics, MediaLoops loops, int number) {

    void counter(String name, String help, ToDoubleFunction<LoopStats> count, String... labels) {
      metrics.counter(name, help, () -> count.applyAsDouble(stats()), labels(labels));
    }

    void gauge(String name, String help, ToDoubleFunction<LoopStats> value) {
      metrics.gauge(name, help, () -> value.applyAsDouble(stats()), labels());
    }

    <E extends Enum<E>> void drops(
        String name, String help, Class<E> reasons, Function<LoopStats, Map<E, Long>> drops) {
      for (E reason : reasons.getEnumConstants()) {
        counter(
            name,
            help,
            stats -> drops.apply(stats).getOrDefault(reason, 0L),
            "reason",
            reason.name().toLowerCase(Locale.ROOT));
      }
    }

    private LoopStats stats() {
      return loops.stats().get(number);
    }

    private String[] labels(String... more) {
      List<String> labels = new ArrayList<>(List.of("loop", Integer.toString(number)));
      labels.addAll(List.of(more));
      return labels.toArray(String[]::new);
    }
  }
}
