package org.parley.server.net;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.parley.media.RoomCommand;
import org.parley.media.dtls.DtlsAssociation;
import org.parley.media.dtls.DtlsCertificate;
import org.parley.media.dtls.DtlsClient;
import org.parley.media.dtls.DtlsServer;
import org.parley.media.dtls.Fingerprint;
import org.parley.media.dtls.HandshakeResult;
import org.parley.media.dtls.Handshakes;
import org.parley.media.srtp.SrtpProfile;

/**
 * Runs each handshake on a virtual thread of its own, and what comes of it goes to a media loop as commands. The thread stays with the
 * association: a peer that did not get our last flight is answered again, and one that closes is noticed.
 */
public final class DtlsHandshakes implements Handshakes {

  /** How many may be under way at once. Higher lets more join at once; lower bounds memory, at about 100 kB each. */
  public static final int MAX_RUNNING = 512;

  /** How long to wait before a result is offered again to a loop whose queue is full. */
  private static final int RETRY_MS = 5;

  /** Only how often the thread looks round; an end wakes it at once. */
  private static final int SERVE_MS = 30_000;

  private final DtlsServer server;
  private final Semaphore places;
  private final CommandSink results;

  /**
   * @param places as many as may run, {@link #MAX_RUNNING}; loops share them
   * @param results takes a command, or returns false where its queue is full
   */
  public DtlsHandshakes(DtlsServer server, Semaphore places, CommandSink results) {
    this.server = server;
    this.places = places;
    this.results = results;
  }

  @Override
  public Handshake start(String endpoint, List<Fingerprint> expected) {
    Running running = new Running(endpoint, List.copyOf(expected));
    Thread.ofVirtual().name("dtls-", 0).start(running);
    return running;
  }

  /**
   * Runs one handshake with itself: the first costs ten times what later ones do.
   *
   * @throws IllegalStateException where it fails, since no other would succeed
   */
  public static void warmUp(DtlsServer server, SecureRandom random) throws InterruptedException {
    DtlsCertificate certificate = DtlsCertificate.generate(Instant.now(), random);
    DatagramQueue[] ends = new DatagramQueue[2];
    ends[0] = new DatagramQueue(bytes -> ends[1].offer(bytes, 0, bytes.length));
    ends[1] = new DatagramQueue(bytes -> ends[0].offer(bytes, 0, bytes.length));
    Thread other =
        Thread.ofVirtual().start(() -> server.accept(ends[0], List.of(certificate.fingerprint())));
    HandshakeResult result = new DtlsClient(certificate, random, List.of(SrtpProfile.values()))
        .connect(ends[1], List.of(server.fingerprint()));
    other.join();
    if (result instanceof HandshakeResult.Failed failed) {
      throw new IllegalStateException("no DTLS handshake succeeds here: " + failed.reason());
    }
  }

  private final class Running implements Handshake, Runnable {
    private final String endpoint;
    private final List<Fingerprint> expected;
    private final DatagramQueue datagrams;

    /** Set by {@link #close}, and not by the library's own closing. */
    private volatile boolean abandoned;

    Running(String endpoint, List<Fingerprint> expected) {
      this.endpoint = endpoint;
      this.expected = expected;
      this.datagrams = new DatagramQueue(
          bytes -> results.submit(new RoomCommand.HandshakeOutput(endpoint, bytes)));
    }

    @Override
    public void receive(byte[] bytes, int offset, int sizeBytes) {
      datagrams.offer(bytes, offset, sizeBytes);
    }

    @Override
    public void close() {
      abandoned = true;
      datagrams.close();
    }

    @Override
    public void run() {
      if (!places.tryAcquire()) {
        report(new RoomCommand.HandshakeOver(endpoint, "too many handshakes at once"));
        return;
      }
      HandshakeResult result;
      try {
        result = server.accept(datagrams, expected);
      } finally {
        places.release();
      }
      switch (result) {
        case HandshakeResult.Failed failed ->
          report(new RoomCommand.HandshakeOver(endpoint, failed.reason()));
        case HandshakeResult.Established established -> {
          report(new RoomCommand.HandshakeDone(endpoint, established.keys()));
          serve(established.association());
        }
      }
    }

    private void serve(DtlsAssociation association) {
      while (association.serve(SERVE_MS)) {
        // All that it does is answer.
      }
      report(new RoomCommand.HandshakeOver(endpoint, "closed by peer"));
    }

    /** Unlike a datagram a result must not be lost. */
    private void report(RoomCommand result) {
      try {
        while (!abandoned && !results.submit(result)) {
          Thread.sleep(RETRY_MS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
