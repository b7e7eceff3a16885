package org.parley.media.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.parley.media.transport.Path;
import org.parley.media.transport.Transport;

class StunTest {

  private static final byte[] KEY = "VOkJxbRl1RmTxUk/WvJxBt".getBytes(US_ASCII);
  private static final byte[] ID = Hex.bytes("b7e7a701bc34d686fa87dfae");

  /** RFC 5769, section 2.1. */
  static final byte[] REQUEST = Hex.bytes("""
      00010058 2112a442 b7e7a701 bc34d686 fa87dfae
      80220010 5354554e 20746573 7420636c 69656e74
      00240004 6e0001ff
      80290008 932ff9b1 51263b36
      00060009 6576746a 3a683676 59202020
      00080014 9aeaa70c bfd8cb56 781ef2b5 b2d3f249 c1b571a2
      80280004 e57a3bcf
      """);

  /** RFC 5769, section 2.2. */
  static final byte[] IPV4_RESPONSE = Hex.bytes("""
      0101003c 2112a442 b7e7a701 bc34d686 fa87dfae
      8022000b 74657374 20766563 746f7220
      00200008 0001a147 e112a643
      00080014 2b91f599 fd9e90c3 8c7489f9 2af9ba53 f06be7d7
      80280004 c07d4c96
      """);

  /** RFC 5769, section 2.3. */
  static final byte[] IPV6_RESPONSE = Hex.bytes("""
      01010048 2112a442 b7e7a701 bc34d686 fa87dfae
      8022000b 74657374 20766563 746f7220
      00200014 0002a147 0113a9fa a5d3f179 bc25f4b5 bed2b9d9
      00080014 a382954e 4be67bf1 1784c97c 8292c275 bfe3ed41
      80280004 c8fb0b4c
      """);

  private static StunMessage parse(byte[] bytes) {
    StunMessage message = parseAny(bytes);
    assertThat(message).isNotNull();
    return message;
  }

  private static @Nullable StunMessage parseAny(byte[] bytes) {
    return StunMessage.parse(bytes, 0, bytes.length);
  }

  /** A binding request with these attributes, its length set right. */
  private static byte[] request(String attributes) {
    byte[] bytes = Hex.bytes("0001 0000 2112a442 b7e7a701bc34d686fa87dfae" + attributes);
    Bytes.put16(bytes, 2, bytes.length - 20);
    return bytes;
  }

  @Test
  void readsTheSampleRequest() {
    StunMessage message = parse(REQUEST);
    assertThat(message.type()).isEqualTo(StunMessage.BINDING_REQUEST);
    assertThat(message.transactionId()).isEqualTo(ID);
    assertThat(message.username()).isEqualTo("evtj:h6vY");
    assertThat(message.priority()).isEqualTo(0x6e0001ffL);
    assertThat(message.iceControlled()).isTrue();
    assertThat(message.iceControlling()).isFalse();
    assertThat(message.tieBreaker()).isEqualTo(0x932ff9b151263b36L);
    assertThat(message.useCandidate()).isFalse();
    assertThat(message.errorCode()).isEqualTo(-1);
    assertThat(message.mappedAddress(Transport.UDP)).isNull();
    assertThat(message.unknownAttributes()).isEmpty();
    assertThat(message.integrityMatches(KEY)).isTrue();
    assertThat(message.fingerprintMatches()).isTrue();
  }

  @Test
  void readsTheSampleResponses() {
    StunMessage ipv4 = parse(IPV4_RESPONSE);
    assertThat(ipv4.type()).isEqualTo(StunMessage.BINDING_SUCCESS);
    assertThat(ipv4.mappedAddress(Transport.UDP))
        .isEqualTo(Path.ofIpv4(Transport.UDP, 0xc0000201, 32853));
    assertThat(ipv4.integrityMatches(KEY)).isTrue();
    assertThat(ipv4.fingerprintMatches()).isTrue();

    StunMessage ipv6 = parse(IPV6_RESPONSE);
    assertThat(ipv6.mappedAddress(Transport.TCP))
        .isEqualTo(new Path(Transport.TCP, 0x20010db812345678L, 0x0011223344556677L, 32853));
    assertThat(ipv6.integrityMatches(KEY)).isTrue();
    assertThat(ipv6.fingerprintMatches()).isTrue();
  }

  @Test
  void anyChangedByteBreaksIntegrityAndFingerprint() {
    for (int i = 0; i < REQUEST.length; i++) {
      byte[] changed = REQUEST.clone();
      changed[i] ^= 0x04;
      StunMessage message = parseAny(changed);
      if (message == null) {
        continue;
      }
      assertThat(message.fingerprintMatches()).as("byte %d", i).isFalse();
      // The MAC does not cover the fingerprint after it.
      boolean covered = i < REQUEST.length - 8;
      assertThat(message.integrityMatches(KEY)).as("byte %d", i).isEqualTo(!covered);
    }
  }

  @Test
  void anotherKeyOrNoneDoesNotMatch() {
    assertThat(parse(REQUEST).integrityMatches("other".getBytes(US_ASCII))).isFalse();
    assertThat(parse(REQUEST).integrityMatches(new byte[0])).isFalse();
    StunMessage bare = parse(request(""));
    assertThat(bare.hasIntegrity()).isFalse();
    assertThat(bare.integrityMatches(KEY)).isFalse();
    assertThat(bare.hasFingerprint()).isFalse();
    assertThat(bare.fingerprintMatches()).isFalse();
  }

  @Test
  void refusesEveryTruncationAndExtension() {
    for (int size = 0; size < REQUEST.length; size++) {
      assertThat(parseAny(Arrays.copyOf(REQUEST, size))).isNull();
    }
    assertThat(parseAny(Arrays.copyOf(REQUEST, REQUEST.length + 4))).isNull();
    // Cut between attributes, with a length that fits: whole, but no longer signed.
    byte[] cut = Arrays.copyOf(REQUEST, 48);
    Bytes.put16(cut, 2, 28);
    assertThat(parse(cut).hasIntegrity()).isFalse();
  }

  @Test
  void refusesAnotherCookieAndOtherFirstBits() {
    byte[] bytes = request("");
    bytes[4] ^= 1;
    assertThat(parseAny(bytes)).isNull();
    bytes = request("");
    bytes[0] = 0x40;
    assertThat(parseAny(bytes)).isNull();
  }

  @Test
  void refusesAttributesOfTheWrongSize() {
    assertThat(parseAny(request("00240003 01020300"))).as("priority").isNull();
    assertThat(parseAny(request("00250004 01020304"))).as("use candidate").isNull();
    assertThat(parseAny(request("80290004 01020304"))).as("role").isNull();
    assertThat(parseAny(request("00200000"))).as("no address").isNull();
    assertThat(parseAny(request("00200008 00020000 00000000")))
        .as("half an IPv6")
        .isNull();
    assertThat(parseAny(request("00200008 00030000 00000000"))).as("family").isNull();
    assertThat(parseAny(request("00080004 01020304"))).as("MAC").isNull();
    assertThat(parseAny(request("80280000"))).as("fingerprint").isNull();
    assertThat(parseAny(request("00090002 00000000"))).as("error").isNull();
    assertThat(parseAny(request("00090004 00000700"))).as("error 700").isNull();
    assertThat(parseAny(request("00060008 01020304"))).as("past the end").isNull();
    assertThat(parseAny(request("0006ffff 01020304"))).as("past the end").isNull();
    assertThat(parseAny(request("00060202" + "61".repeat(516))))
        .as("514 byte name")
        .isNull();
    assertThat(parse(request("00060201" + "61".repeat(516))).username()).hasSize(513);
  }

  @Test
  void onlyTheFirstOfTwoCounts() {
    StunMessage message = parse(request("00060001 61000000 00060001 62000000"
        + "00240004 00000001 00240004 00000002"
        + "8029 0008 0000000000000001 802a 0008 0000000000000002"));
    assertThat(message.username()).isEqualTo("a");
    assertThat(message.priority()).isEqualTo(1);
    assertThat(message.iceControlled()).isTrue();
    assertThat(message.iceControlling()).isFalse();
    assertThat(message.tieBreaker()).isEqualTo(1);
  }

  @Test
  void whatFollowsTheIntegrityIsNotBelieved() {
    byte[] signed = new byte[200];
    StunWriter.BindingRequest check = new StunWriter.BindingRequest(ID, "a:b", 1, false, true, 2);
    int end = StunWriter.bindingRequest(signed, 0, check, KEY) - 8;
    // USE-CANDIDATE slipped in behind the MAC.
    Bytes.put32(signed, end, 0x00250000);
    Bytes.put16(signed, 2, end + 4 - 20);
    StunMessage message = StunMessage.parse(signed, 0, end + 4);
    assertThat(message).isNotNull();
    assertThat(message.integrityMatches(KEY)).isTrue();
    assertThat(message.useCandidate()).isFalse();
  }

  @Test
  void nothingMayFollowTheFingerprint() {
    assertThat(parseAny(request("80280004 00000000 00250000"))).isNull();
    assertThat(parseAny(request("80280004 00000000 80280004 00000000"))).isNull();
  }

  @Test
  void namesUnknownAttributesThatMustBeUnderstood() {
    assertThat(parse(request("00300000 80300000 7fff0001 01000000")).unknownAttributes())
        .containsExactly(0x0030, 0x7fff);
  }

  @Test
  void refusesAThousandAttributes() {
    assertThat(parseAny(request("80300000".repeat(StunMessage.MAX_ATTRIBUTES)))).isNotNull();
    assertThat(parseAny(request("80300000".repeat(StunMessage.MAX_ATTRIBUTES + 1))))
        .isNull();
    assertThat(parseAny(request("00300000".repeat(1000)))).isNull();
    assertThat(parseAny(request("00250000".repeat(1000)))).isNull();
  }

  @Test
  void errorsCarryTheirCodeAndWhatWasNotUnderstood() {
    byte[] buffer = new byte[200];
    int[] codes = {
      StunWriter.BAD_REQUEST,
      StunWriter.UNAUTHENTICATED,
      StunWriter.UNKNOWN_ATTRIBUTE,
      StunWriter.ROLE_CONFLICT
    };
    for (int code : codes) {
      int end = StunWriter.bindingError(buffer, 3, ID, code, new int[] {0x30, 0x7fff}, KEY);
      StunMessage message = StunMessage.parse(buffer, 3, end - 3);
      assertThat(message).isNotNull();
      assertThat(message.type()).isEqualTo(StunMessage.BINDING_ERROR);
      assertThat(message.transactionId()).isEqualTo(ID);
      assertThat(message.errorCode()).isEqualTo(code);
      assertThat(message.integrityMatches(KEY)).isTrue();
      assertThat(message.fingerprintMatches()).isTrue();
    }
    int end = StunWriter.bindingError(buffer, 0, ID, 420, new int[] {0x30, 0x7fff}, null);
    assertThat(Arrays.copyOf(buffer, end - 4))
        .isEqualTo(Hex.bytes("0111 0018 2112a442 b7e7a701bc34d686fa87dfae"
            + "00090004 00000414 000a0004 00307fff 80280004"));
  }

  @Test
  void anUnsignedErrorIsSmall() {
    int end = StunWriter.bindingError(new byte[99], 0, ID, 401, new int[0], null);
    assertThat(end).isEqualTo(36);
  }

  @Property
  void requestsAreReadAsWritten(
      @ForAll @Size(12) byte[] id,
      @ForAll @LongRange(min = 0, max = 0xffff_ffffL) long priority,
      @ForAll boolean useCandidate,
      @ForAll boolean controlling,
      @ForAll long tieBreaker,
      @ForAll @IntRange(min = 0, max = 60) int nameLength,
      @ForAll @Size(min = 1, max = 40) byte[] key) {
    byte[] buffer = new byte[300];
    String username = "u".repeat(nameLength);
    StunWriter.BindingRequest request = new StunWriter.BindingRequest(
        id, username, priority, useCandidate, controlling, tieBreaker);
    int end = StunWriter.bindingRequest(buffer, 9, request, key);
    StunMessage message = StunMessage.parse(buffer, 9, end - 9);
    assertThat(message).isNotNull();
    assertThat(message.type()).isEqualTo(StunMessage.BINDING_REQUEST);
    assertThat(message.transactionId()).isEqualTo(id);
    assertThat(message.username()).isEqualTo(username);
    assertThat(message.priority()).isEqualTo(priority);
    assertThat(message.useCandidate()).isEqualTo(useCandidate);
    assertThat(message.iceControlling()).isEqualTo(controlling);
    assertThat(message.iceControlled()).isEqualTo(!controlling);
    assertThat(message.tieBreaker()).isEqualTo(tieBreaker);
    assertThat(message.integrityMatches(key)).isTrue();
    assertThat(message.fingerprintMatches()).isTrue();
  }

  @Property
  void addressesAreReadAsWritten(
      @ForAll @Size(12) byte[] id,
      @ForAll boolean ipv4,
      @ForAll long high,
      @ForAll long low,
      @ForAll @IntRange(max = 65535) int port) {
    Path path = ipv4
        ? Path.ofIpv4(Transport.UDP, (int) low, port)
        : new Path(Transport.UDP, high, low, port);
    byte[] buffer = new byte[200];
    int end = StunWriter.bindingSuccess(buffer, 1, id, path, KEY);
    StunMessage message = StunMessage.parse(buffer, 1, end - 1);
    assertThat(message).isNotNull();
    assertThat(message.mappedAddress(Transport.UDP)).isEqualTo(path);
    assertThat(message.integrityMatches(KEY)).isTrue();
  }
}
