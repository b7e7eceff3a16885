package org.parley.media.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.parley.media.transport.Counters;
import org.parley.media.transport.Drop;
import org.parley.media.transport.Outbox;
import org.parley.media.transport.Path;
import org.parley.media.transport.Transport;
import org.parley.media.wire.StunMessage;
import org.parley.media.wire.StunWriter;

class IceAgentTest {

  private static final long SECOND = 1_000_000_000L;
  private static final IceCredentials LOCAL = new IceCredentials("abcd", "a-password-of-22-chars");
  private static final IceCredentials NEXT = new IceCredentials("efgh", "another-password-of-it");
  private static final Path A = path(1);
  private static final Path B = path(2);

  private final Counters counters = new Counters();
  private final Outbox outbox = new Outbox();
  private final IceAgent agent = new IceAgent(0, LOCAL, counters);

  private record Check(IceCredentials credentials, boolean nominates, boolean controlling) {}

  private static Check check(IceCredentials credentials, boolean nominates) {
    return new Check(credentials, nominates, true);
  }

  @Test
  void theFirstAuthenticCheckValidatesAndSelects() {
    assertThat(agent.selected()).isNull();
    assertThat(on(0, A, check(LOCAL, false))).isTrue();
    assertThat(agent.selected()).isEqualTo(A);
    assertThat(agent.validatedPaths()).containsExactly(A);
    StunMessage reply = reply();
    assertThat(reply.type()).isEqualTo(StunMessage.BINDING_SUCCESS);
    assertThat(reply.mappedAddress(Transport.UDP)).isEqualTo(A);
    assertThat(reply.integrityMatches(key(LOCAL))).isTrue();
    assertThat(reply.fingerprintMatches()).isTrue();
  }

  @Test
  void onlyANominationMovesTheSelection() {
    on(0, A, check(LOCAL, true));
    on(0, B, check(LOCAL, false));
    assertThat(agent.selected()).isEqualTo(A);
    on(0, B, check(LOCAL, true));
    assertThat(agent.selected()).isEqualTo(B);
  }

  @Test
  void aWrongPasswordOrNameChangesNothing() {
    on(0, A, check(LOCAL, true));
    outbox.clear();
    for (IceCredentials wrong : new IceCredentials[] {
      new IceCredentials("abcd", "a-password-of-22-charz"),
      new IceCredentials("abc", LOCAL.password()),
      new IceCredentials("abcde", LOCAL.password()),
      NEXT
    }) {
      assertThat(on(20 * SECOND, B, check(wrong, true))).isFalse();
    }
    assertThat(outbox.count()).isZero();
    assertThat(agent.selected()).isEqualTo(A);
    assertThat(agent.validatedPaths()).containsExactly(A);
    assertThat(agent.hasConsent(25 * SECOND)).isFalse();
    assertThat(counters.snapshot(0, 0).dropped(Drop.STUN_BAD_INTEGRITY)).isEqualTo(4);
  }

  @Test
  void aClientThatAlsoWantsToBeControlledIsToldSo() {
    assertThat(on(0, A, new Check(LOCAL, false, false))).isFalse();
    assertThat(reply().errorCode()).isEqualTo(StunWriter.ROLE_CONFLICT);
    assertThat(agent.selected()).isNull();
  }

  @Test
  void remembersAFewAddressesAndNeverForgetsTheSelected() {
    on(0, A, check(LOCAL, true));
    for (int port = 100; port < 1100; port++) {
      on(0, path(port), check(LOCAL, false));
      Path forgotten = agent.takeForgotten();
      assertThat(forgotten).isNotEqualTo(A);
      assertThat(agent.takeForgotten()).isNull();
      assertThat(agent.validatedPaths()).hasSizeLessThanOrEqualTo(IceAgent.MAX_PATHS);
    }
    assertThat(agent.validatedPaths()).contains(A, path(1099)).hasSize(IceAgent.MAX_PATHS);
    assertThat(agent.selected()).isEqualTo(A);
  }

  @Test
  void bothCredentialsAreGoodAfterARestartButOnlyTheNewOnesOverrule() {
    on(0, A, check(LOCAL, true));
    agent.restart(NEXT);
    assertThat(agent.ufrags()).containsExactlyInAnyOrder("abcd", "efgh");
    assertThat(agent.selected()).isEqualTo(A);
    on(0, B, check(LOCAL, true));
    assertThat(agent.selected()).isEqualTo(B);
    on(0, A, check(NEXT, true));
    assertThat(agent.selected()).isEqualTo(A);
    assertThat(on(0, B, check(LOCAL, true))).isTrue();
    assertThat(agent.selected()).isEqualTo(A);
    for (int i = 0; i < 100; i++) {
      agent.restart(new IceCredentials("u" + i, "a-password-of-22-chars"));
      assertThat(agent.ufrags()).hasSize(2);
    }
    assertThat(on(0, B, check(NEXT, true))).isFalse();
  }

  @Test
  void consentLastsAsLongAsChecksCome() {
    assertThat(agent.hasConsent(24 * SECOND)).isTrue();
    on(24 * SECOND, A, check(LOCAL, true));
    assertThat(agent.hasConsent(48 * SECOND)).isTrue();
    assertThat(agent.hasConsent(49 * SECOND)).isFalse();
  }

  @Test
  void consentForOneAddressIsNoneForAnother() {
    on(0, A, check(LOCAL, true));
    for (int second = 0; second < 30; second += 2) {
      on(second * SECOND, B, check(LOCAL, false));
      assertThat(agent.hasConsent(second * SECOND)).isTrue();
    }
    assertThat(agent.selected()).isEqualTo(B);
  }

  @Test
  void aClosedConnectionGivesWayToTheAddressCheckedLast() {
    on(0, B, check(LOCAL, true));
    on(0, path(3), check(LOCAL, false));
    on(0, A, check(LOCAL, true));
    on(SECOND, B, check(LOCAL, false));
    agent.forget(A);
    assertThat(agent.selected()).isEqualTo(B);
    agent.forget(path(3));
    assertThat(agent.selected()).isEqualTo(B);
    agent.forget(B);
    assertThat(agent.selected()).isNull();
    on(2 * SECOND, A, check(LOCAL, false));
    assertThat(agent.selected()).isEqualTo(A);
  }

  @Test
  void anAddressIsInUseWhileItIsChecked() {
    on(0, A, check(LOCAL, true));
    assertThat(agent.uses(9 * SECOND, A)).isTrue();
    assertThat(agent.uses(10 * SECOND, A)).isFalse();
    assertThat(agent.uses(0, B)).isFalse();
  }

  private boolean on(long nowNs, Path path, Check check) {
    byte[] buffer = new byte[300];
    StunWriter.BindingRequest request = new StunWriter.BindingRequest(
        new byte[12],
        check.credentials().ufrag() + ":peer",
        1,
        check.nominates(),
        check.controlling(),
        1);
    int end = StunWriter.bindingRequest(buffer, 0, request, key(check.credentials()));
    StunMessage message = Objects.requireNonNull(StunMessage.parse(buffer, 0, end));
    return agent.onRequest(nowNs, path, message, outbox);
  }

  private StunMessage reply() {
    assertThat(outbox.count()).isEqualTo(1);
    int size = outbox.sizeBytes(0);
    byte[] bytes = Arrays.copyOfRange(outbox.bytes(), outbox.offset(0), outbox.offset(0) + size);
    return Objects.requireNonNull(StunMessage.parse(bytes, 0, size));
  }

  private static byte[] key(IceCredentials credentials) {
    return credentials.password().getBytes(StandardCharsets.US_ASCII);
  }

  private static Path path(int port) {
    return Path.ofIpv4(Transport.UDP, 0x7f00_0001, port);
  }
}
