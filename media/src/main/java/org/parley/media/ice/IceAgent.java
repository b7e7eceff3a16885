package org.parley.media.ice;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.parley.media.transport.Counters;
import org.parley.media.transport.Drop;
import org.parley.media.transport.Outbox;
import org.parley.media.transport.Path;
import org.parley.media.wire.StunMessage;
import org.parley.media.wire.StunWriter;

/**
 * The lite end of ICE for one endpoint (RFC 8445, section 2.5): it answers checks, and follows the controlling client's nomination.
 * Only a check that carries our password validates an address, so media never goes to one that was merely claimed.
 */
public final class IceAgent {

  /** Higher suits clients with many interfaces; lower bounds what one client can make us remember. */
  public static final int MAX_PATHS = 8;

  /** The client stopped checking for so long: its consent is over (RFC 7675, section 5.1, allows 30 s). Lower frees the seat's transport sooner; higher forgives longer outages. */
  private static final long CONSENT_NS = 25_000_000_000L;

  private static final int[] NO_ATTRIBUTES = {};

  private final Counters counters;
  private final List<Path> validated = new ArrayList<>();

  private IceCredentials local;
  private byte[] localKey;
  private @Nullable IceCredentials earlierLocal;
  private @Nullable Path selected;
  private @Nullable Path forgotten;
  private long lastCheckNs;

  public IceAgent(long nowNs, IceCredentials local, Counters counters) {
    this.local = local;
    this.localKey = key(local);
    this.counters = counters;
    this.lastCheckNs = nowNs;
  }

  /** Takes the credentials of an ICE restart (RFC 8445, section 9); media goes on by the selected path until another is nominated. */
  public void restart(IceCredentials newLocal) {
    earlierLocal = local;
    local = newLocal;
    localKey = key(newLocal);
  }

  /**
   * Answers a binding request.
   *
   * @return whether it was authentic, so that its path is validated
   */
  public boolean onRequest(long nowNs, Path path, StunMessage request, Outbox outbox) {
    byte[] key = keyFor(request);
    if (key == null || !request.integrityMatches(key)) {
      counters.drop(Drop.STUN_BAD_INTEGRITY);
      return false;
    }
    if (request.iceControlled()) {
      int start = outbox.begin();
      outbox.commit(
          path,
          StunWriter.bindingError(
                  outbox.bytes(),
                  start,
                  request.transactionId(),
                  StunWriter.ROLE_CONFLICT,
                  NO_ATTRIBUTES,
                  key)
              - start);
      return false;
    }
    lastCheckNs = nowNs;
    validate(path);
    if (request.useCandidate() || selected == null) {
      selected = path;
    }
    int start = outbox.begin();
    outbox.commit(
        path,
        StunWriter.bindingSuccess(outbox.bytes(), start, request.transactionId(), path, key)
            - start);
    return true;
  }

  /** The address that had to make room for the last one validated; asked once. */
  public @Nullable Path takeForgotten() {
    Path result = forgotten;
    forgotten = null;
    return result;
  }

  /** The user fragments that checks may name. */
  public List<String> ufrags() {
    IceCredentials earlier = earlierLocal;
    return earlier == null ? List.of(local.ufrag()) : List.of(local.ufrag(), earlier.ufrag());
  }

  /** The validated addresses, oldest first. */
  public List<Path> validatedPaths() {
    return validated;
  }

  /** Where to send; null before the first authentic check. */
  public @Nullable Path selected() {
    return selected;
  }

  /** Forgets an address whose connection was closed. */
  public void forget(Path path) {
    validated.remove(path);
    if (path.equals(selected)) {
      selected = validated.isEmpty() ? null : validated.getLast();
    }
  }

  /** When consent ends if no check comes. */
  public long consentEndsNs() {
    return lastCheckNs + CONSENT_NS;
  }

  private void validate(Path path) {
    if (validated.contains(path)) {
      return;
    }
    if (validated.size() == MAX_PATHS) {
      counters.drop(Drop.PATH_LIMIT);
      forgotten = validated.remove(validated.getFirst().equals(selected) ? 1 : 0);
    }
    validated.add(path);
  }

  private byte @Nullable [] keyFor(StunMessage request) {
    String username = request.username();
    if (username == null) {
      return null;
    }
    if (username.startsWith(local.ufrag() + ":")) {
      return localKey;
    }
    IceCredentials earlier = earlierLocal;
    return earlier != null && username.startsWith(earlier.ufrag() + ":") ? key(earlier) : null;
  }

  private static byte[] key(IceCredentials credentials) {
    return credentials.password().getBytes(StandardCharsets.US_ASCII);
  }
}
