package org.parley.server.net;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** From many threads to one, without a lock: neither end ever waits. */
final class BoundedQueue<E> {

  private final ConcurrentLinkedQueue<E> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();

  /** Returns false where so many wait already. */
  boolean offer(E element, int limit) {
    if (size.incrementAndGet() > limit) {
      size.decrementAndGet();
      return false;
    }
    return queue.add(element);
  }

  @Nullable
  E poll() {
    E element = queue.poll();
    if (element != null) {
      size.decrementAndGet();
    }
    return element;
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }
}
