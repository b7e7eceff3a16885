package org.parley.server.net;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.parley.media.RoomEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries a loop's events to the application, in order and on a thread that may wait. */
final class EventCourier {

  private static final Logger LOG = LoggerFactory.getLogger(EventCourier.class);

  /** Higher rides out a longer stall of the application; lower bounds memory. What comes on top is lost. */
  private static final int MAX_QUEUED = 10_000;

  private final BlockingQueue<RoomEvent> queue = new LinkedBlockingQueue<>(MAX_QUEUED);
  private final Consumer<RoomEvent> application;
  private final Thread thread;

  EventCourier(int loop, Consumer<RoomEvent> application) {
    this.application = application;
    this.thread = Thread.ofVirtual().name("media-events-" + loop).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Never waits; returns how many were lost. */
  int handOver(List<RoomEvent> events) {
    int lost = 0;
    for (RoomEvent event : events) {
      if (!queue.offer(event)) {
        lost++;
      }
    }
    return lost;
  }

  void stop() {
    thread.interrupt();
  }

  private void run() {
    while (true) {
      try {
        application.accept(queue.take());
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.error("an event of a room was not handled", e);
      }
    }
  }
}
