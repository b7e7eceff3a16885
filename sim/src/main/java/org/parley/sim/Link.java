package org.parley.sim;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** One direction of a network path under virtual time. */
public final class Link {

  private final Simulation simulation;
  private final RandomGenerator random;
  private final Consumer<byte[]> receiver;
  private LinkConditions conditions;
  private long freeNs;
  private long lost;

  public Link(
      Simulation simulation,
      RandomGenerator random,
      LinkConditions conditions,
      Consumer<byte[]> receiver) {
    this.simulation = simulation;
    this.random = random;
    this.conditions = conditions;
    this.receiver = receiver;
  }

  public void conditions(LinkConditions changed) {
    conditions = changed;
  }

  public long lost() {
    return lost;
  }

  /** Sends a datagram, which is not copied. */
  public void send(byte[] datagram) {
    if (random.nextDouble() < conditions.loss() || !queues(datagram.length)) {
      lost++;
      return;
    }
    deliver(datagram);
    if (random.nextDouble() < conditions.duplicates()) {
      deliver(datagram.clone());
    }
  }

  private boolean queues(int sizeBytes) {
    if (conditions.rateBps() == 0) {
      freeNs = simulation.nowNs();
      return true;
    }
    long waitingNs = Math.max(0, freeNs - simulation.nowNs());
    if (waitingNs * conditions.rateBps() / 8_000_000_000L + sizeBytes > conditions.queueBytes()) {
      return false;
    }
    freeNs =
        Math.max(freeNs, simulation.nowNs()) + sizeBytes * 8_000_000_000L / conditions.rateBps();
    return true;
  }

  private void deliver(byte[] datagram) {
    long jitterNs = conditions.jitterNs() == 0 ? 0 : random.nextLong(conditions.jitterNs());
    simulation.at(freeNs + conditions.delayNs() + jitterNs, () -> receiver.accept(datagram));
  }
}
