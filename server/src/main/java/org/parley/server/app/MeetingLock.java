package org.parley.server.app;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one lock that guards a live meeting: signalling is not the packet path, nothing under the lock blocks, and so every client sees
 * changes in one order.
 */
final class MeetingLock {
  private final ReentrantLock lock = new ReentrantLock();
  private final Runnable afterwards;

  /** @param afterwards is done at the end of each action, under the lock */
  MeetingLock(Runnable afterwards) {
    this.afterwards = afterwards;
  }

  void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
      afterwards.run();
    } finally {
      lock.unlock();
    }
  }

  <T extends @Nullable Object> T locked(Supplier<T> action) {
    lock.lock();
    try {
      T result = action.get();
      afterwards.run();
      return result;
    } finally {
      lock.unlock();
    }
  }
}
