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

  /** An address that was checked so recently is in use: nobody else may claim it. Clients check what they use every 2 to 5 s. Lower lets a new client at an old one's address in sooner. */
  private static final long IN_USE_NS = 10_000_000_000L;

  /** The client stopped checking for so long: its consent is over (RFC 7675, section 5.1, allows 30 s). Lower frees the seat's transport sooner; higher forgives longer outages. */
  private static final long CONSENT_NS = 25_000_000_000L;

  private static final int[] NO_ATTRIBUTES = {};

  private final Counters counters;
  private final List<Validated> validated = new ArrayList<>();

  private IceCredentials local;
  private byte[] localKey;
  private @Nullable IceCredentials earlierLocal;
  private @Nullable Validated selected;
  private @Nullable Path forgotten;
  private boolean nominatedSinceRestart;
  private long lastCheckNs;

  private static final class Validated {
    final Path path;
    long checkedNs;

    Validated(Path path) {
      this.path = path;
    }
  }

  public IceAgent(long nowNs, IceCredentials local, Counters counters) {
    this.local = local;
    this.localKey = key(local);
    this.counters = counters;
    this.lastCheckNs = nowNs;
  }

  /** Takes the credentials of an ICE restart (RFC 8445, section 9); media goes on by the selected path until another is nominated. */
  public void restart(IceCredentials newLocal) {
    nominatedSinceRestart = false;
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
    Validated candidate = validate(path);
    candidate.checkedNs = nowNs;
    nominate(candidate, request.useCandidate(), names(request, local));
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
    return validated.stream().map(candidate -> candidate.path).toList();
  }

  /** Where to send; null before the first authentic check. */
  public @Nullable Path selected() {
    Validated candidate = selected;
    return candidate == null ? null : candidate.path;
  }

  /** Whether its client uses an address: it checked it a short while ago. */
  public boolean uses(long nowNs, Path path) {
    Validated candidate = find(path);
    return candidate != null && nowNs - candidate.checkedNs < IN_USE_NS;
  }

  /** Forgets an address whose connection was closed. */
  public void forget(Path path) {
    validated.removeIf(candidate -> candidate.path.equals(path));
    if (path.equals(selected())) {
      selected = lastChecked();
    }
  }

  /**
   * Whether consent lasts: some address was checked lately. Each address needs its own (RFC 7675, section 5.1), so a selected one that
   * is not checked any more gives way to the one that was checked last.
   */
  public boolean hasConsent(long nowNs) {
    Validated candidate = selected;
    if (candidate != null && nowNs - candidate.checkedNs >= CONSENT_NS) {
      selected = lastChecked();
    }
    return nowNs - lastCheckNs < CONSENT_NS;
  }

  /** Late checks of before a restart don't overrule the nomination that came after it. */
  private void nominate(Validated candidate, boolean useCandidate, boolean sinceRestart) {
    if (selected == null || (useCandidate && (sinceRestart || !nominatedSinceRestart))) {
      selected = candidate;
      nominatedSinceRestart |= sinceRestart && useCandidate;
    }
  }

  private Validated validate(Path path) {
    Validated known = find(path);
    if (known != null) {
      return known;
    }
    if (validated.size() == MAX_PATHS) {
      counters.drop(Drop.PATH_LIMIT);
      forgotten = validated.remove(validated.getFirst() == selected ? 1 : 0).path;
    }
    Validated candidate = new Validated(path);
    validated.add(candidate);
    return candidate;
  }

  private @Nullable Validated find(Path path) {
    for (Validated candidate : validated) {
      if (candidate.path.equals(path)) {
        return candidate;
      }
    }
    return null;
  }

  private @Nullable Validated lastChecked() {
    Validated last = null;
    for (Validated candidate : validated) {
      last = last == null || candidate.checkedNs >= last.checkedNs ? candidate : last;
    }
    return last;
  }

  private byte @Nullable [] keyFor(StunMessage request) {
    if (names(request, local)) {
      return localKey;
    }
    IceCredentials earlier = earlierLocal;
    return earlier != null && names(request, earlier) ? key(earlier) : null;
  }

  private static boolean names(StunMessage request, IceCredentials credentials) {
    String username = request.username();
    return username != null && username.startsWith(credentials.ufrag() + ":");
  }

  private static byte[] key(IceCredentials credentials) {
    return credentials.password().getBytes(StandardCharsets.US_ASCII);
  }
}
