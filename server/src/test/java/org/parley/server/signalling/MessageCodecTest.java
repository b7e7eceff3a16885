package org.parley.server.signalling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parley.server.signalling.protocol.ClientMessage;
import org.parley.server.signalling.protocol.ClientMessage.Enter;
import org.parley.server.signalling.protocol.ClientMessage.Ping;
import org.parley.server.signalling.protocol.ClientMessage.Tile;
import org.parley.server.signalling.protocol.ClientMessage.View;
import org.parley.server.signalling.protocol.ServerMessage;
import org.parley.server.signalling.protocol.ServerMessage.Occupant;
import org.parley.server.signalling.protocol.ServerMessage.Reason;
import org.parley.server.signalling.protocol.ServerMessage.Refused;
import org.parley.server.signalling.protocol.ServerMessage.Seating;
import org.parley.server.signalling.protocol.ServerMessage.Showing;

class MessageCodecTest {
  private static final List<String> BYTES = List.of("bytes", "keyPackage", "welcome");

  private final MessageCodec codec = new MessageCodec();

  @Test
  void writesTheFormThatTheProtocolTells() {
    assertThat(codec.encode(new Refused(Reason.UNKNOWN_LINK)))
        .isEqualTo("{\"type\":\"refused\",\"reason\":\"unknownLink\"}");
    assertThat(codec.encode(new Seating(List.of(new Occupant(2, "s", Showing.SCREEN)))))
        .isEqualTo(
            "{\"type\":\"seating\",\"seating\":[{\"slot\":2,\"seat\":\"s\",\"showing\":\"screen\"}]}");
    assertThat(codec.encode(new ServerMessage.MediaLost())).isEqualTo("{\"type\":\"mediaLost\"}");
  }

  @Test
  void readsFieldsInAnyOrder() {
    assertThat(
            codec.decode("{\"secret\":\"s\",\"protocol\":1,\"meeting\":\"m\",\"type\":\"enter\"}"))
        .isEqualTo(new Enter(1, "m", "s"));
    assertThat(codec.decode(
            " {\"type\":\"view\",\"tiles\":[{\"slot\":0,\"width\":320,\"height\":180}]} "))
        .isEqualTo(new View(List.of(new Tile(0, 320, 180))));
    assertThat(codec.decode("{\"type\":\"leave\"}")).isEqualTo(new ClientMessage.Leave());
  }

  /** Every record of the protocol, filled with one value of each kind, comes back as it went. */
  @Test
  void everyMessageMakesTheRoundTrip() throws ReflectiveOperationException {
    for (Class<?> type : ClientMessage.class.getPermittedSubclasses()) {
      ClientMessage message = (ClientMessage) sample(type);
      assertThat(codec.decode(codec.encode(message))).isEqualTo(message);
    }
    for (Class<?> type : ServerMessage.class.getPermittedSubclasses()) {
      ServerMessage message = (ServerMessage) sample(type);
      assertThat(codec.decodeServerMessage(codec.encode(message))).isEqualTo(message);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "1",
        "\"enter\"",
        "[]",
        "{}",
        "{",
        "{\"type\":\"pong\",\"number\":1}",
        "{\"type\":\"Ping\",\"number\":1}",
        "{\"type\":null,\"number\":1}",
        "{\"number\":1}",
        "[\"ping\",{\"number\":1}]",
        "{\"type\":\"ping\"}",
        "{\"type\":\"ping\",\"number\":null}",
        "{\"type\":\"ping\",\"number\":\"1\"}",
        "{\"type\":\"ping\",\"number\":\"\"}",
        "{\"type\":\"ping\",\"number\":1.0}",
        "{\"type\":\"ping\",\"number\":1e2}",
        "{\"type\":\"ping\",\"number\":true}",
        "{\"type\":\"ping\",\"number\":[1]}",
        "{\"type\":\"ping\",\"number\":{}}",
        "{\"type\":\"ping\",\"number\":2147483648}",
        "{\"type\":\"ping\",\"number\":-99999999999999999999999999}",
        "{\"type\":\"ping\",\"number\":NaN}",
        "{\"type\":\"ping\",\"number\":01}",
        "{\"type\":\"ping\",\"number\":1,\"number\":1}",
        "{\"type\":\"ping\",\"type\":\"ping\",\"number\":1}",
        "{\"type\":\"ping\",\"number\":1,\"type\":\"leave\"}",
        "{\"number\":1,\"type\":\"ping\",\"number\":2}",
        "{\"type\":\"ping\",\"number\":1,\"seat\":\"x\"}",
        "{\"type\":\"ping\",\"number\":1,\"__proto__\":{}}",
        "{\"__proto__\":{},\"type\":\"ping\",\"number\":1}",
        "{\"type\":\"leave\",\"seat\":\"x\"}",
        "{\"type\":\"ping\",\"number\":1}{}",
        "{\"type\":\"ping\",\"number\":1} x",
        "{\"type\":\"ping\",\"number\":1},",
        "{\"type\":\"ping\",\"number\":1,}",
        "{'type':'ping','number':1}",
        "{type:\"ping\",number:1}",
        "/**/{\"type\":\"ping\",\"number\":1}",
        "\ufeff{\"type\":\"ping\",\"number\":1}",
        "{\"type\":\"resume\",\"session\":5}",
        "{\"type\":\"resume\",\"session\":true}",
        "{\"type\":\"resume\",\"session\":[\"x\"]}",
        "{\"type\":\"resume\",\"session\":{}}",
        "{\"type\":\"resume\",\"session\":null}",
        "{\"type\":\"resume\",\"session\":\"a\\u0000b\"}",
        "{\"type\":\"resume\",\"session\":\"a\u0000b\"}",
        "{\"type\":\"resume\",\"session\":\"\\ud800\"}",
        "{\"type\":\"resume\",\"session\":\"\\udc00\\ud800\"}",
        "{\"type\":\"resume\",\"session\":\"\\ud800\\ud800\\udc00\"}",
        "{\"type\":\"resume\",\"session\":\"a\nb\"}",
        "{\"type\":\"publish\",\"microphone\":1,\"camera\":true,\"screen\":false}",
        "{\"type\":\"publish\",\"microphone\":\"true\",\"camera\":true,\"screen\":false}",
        "{\"type\":\"publish\",\"microphone\":\"\",\"camera\":true,\"screen\":false}",
        "{\"type\":\"view\",\"tiles\":null}",
        "{\"type\":\"view\",\"tiles\":{}}",
        "{\"type\":\"view\",\"tiles\":\"\"}",
        "{\"type\":\"view\",\"tiles\":[null]}",
        "{\"type\":\"view\",\"tiles\":[[]]}",
        "{\"type\":\"view\",\"tiles\":[{\"slot\":-1,\"width\":1,\"height\":1}]}",
        "{\"type\":\"view\",\"tiles\":[{\"slot\":32,\"width\":1,\"height\":1}]}",
        "{\"type\":\"view\",\"tiles\":[{\"slot\":0,\"width\":8193,\"height\":1}]}",
        "{\"type\":\"view\",\"tiles\":{\"slot\":0,\"width\":1,\"height\":1}}",
        "{\"type\":\"move\"}",
        "{\"type\":\"move\",\"room\":7}",
        "{\"type\":\"follow\",\"room\":\"plenary\",\"from\":-1}",
        "{\"type\":\"knock\",\"room\":\"plenary\",\"keyPackage\":\"\"}",
        "{\"type\":\"knock\",\"room\":\"plenary\",\"keyPackage\":\"AAE=\"}",
        "{\"type\":\"knock\",\"room\":\"plenary\",\"keyPackage\":\"AAF\"}",
        "{\"type\":\"knock\",\"room\":\"plenary\",\"keyPackage\":\"A\"}",
        "{\"type\":\"knock\",\"room\":\"plenary\",\"keyPackage\":\"AA+/\"}",
        "{\"type\":\"knock\",\"room\":\"plenary\",\"keyPackage\":\"AA\\nEC\"}",
        "{\"type\":\"found\",\"room\":\"plenary\",\"generation\":0,\"seq\":0,\"bytes\":\"AAEC\"}",
        "{\"type\":\"append\",\"room\":\"plenary\",\"seq\":-1,\"bytes\":\"AAEC\"}",
        "{\"type\":\"append\",\"room\":\"plenary\",\"seq\":0,\"bytes\":\"\"}",
        "{\"type\":\"append\",\"room\":\"plenary\",\"seq\":0,\"bytes\":\"AAEC\",\"kind\":\"commit\"}",
        "{\"type\":\"join\",\"offer\":null,\"microphone\":true,\"camera\":true}",
        "{\"type\":\"join\",\"offer\":\"\",\"microphone\":true,\"camera\":true}"
      })
  void refusesWhatIsNotOfTheProtocol(String text) {
    assertThat(codec.decode(text)).isNull();
  }

  @Test
  void takesWholeSurrogatePairs() {
    assertThat(codec.decode("{\"type\":\"resume\",\"session\":\"\\ud83d\\ude00\"}"))
        .isEqualTo(new ClientMessage.Resume("\ud83d\ude00"));
  }

  @Test
  void refusesDepthAndSize() {
    assertThat(codec.decode("[".repeat(100_000))).isNull();
    assertThat(codec.decode("{\"type\":".repeat(20_000))).isNull();
    assertThat(codec.decode("{\"x\":" + "[".repeat(7) + "]".repeat(7) + "}")).isNull();
    assertThat(codec.decode("{\"type\":\"leave\"}" + " ".repeat(MessageCodec.MAX_MESSAGE_BYTES)))
        .isNull();
    assertThat(codec.decode("{\"type\":\"resume\",\"session\":\"" + "x".repeat(129) + "\"}"))
        .isNull();
    assertThat(codec.decode("{\"type\":\"" + "x".repeat(250_000) + "\"}")).isNull();
    String tile = "{\"slot\":0,\"width\":1,\"height\":1}";
    assertThat(codec.decode(view(tile, 32))).isNotNull();
    assertThat(codec.decode(view(tile, 33))).isNull();
    assertThat(codec.decode(view(tile, 6_000))).isNull();
  }

  @Test
  void bytesHaveTheirLimits() {
    String room = ClientMessage.PLENARY;
    assertThat(codec.decode(codec.encode(new ClientMessage.Commit(
            room,
            0,
            0,
            bytes(ClientMessage.MAX_COMMIT_BYTES),
            bytes(ClientMessage.MAX_WELCOME_BYTES),
            Collections.nCopies(ClientMessage.MAX_CHANGED_SEATS, "x".repeat(22)),
            Collections.nCopies(ClientMessage.MAX_CHANGED_SEATS, "x".repeat(22))))))
        .as("the largest message there is")
        .isNotNull();
    for (Runnable tooLarge : List.<Runnable>of(
        () -> new ClientMessage.Knock(room, bytes(ClientMessage.MAX_KEY_PACKAGE_BYTES + 1)),
        () -> new ClientMessage.Found(room, 1, 0, bytes(ClientMessage.MAX_FOUNDING_BYTES + 1)),
        () -> new ClientMessage.Append(room, 0, bytes(ClientMessage.MAX_OBJECT_BYTES + 1)),
        () -> new ClientMessage.Commit(
            room, 0, 0, bytes(ClientMessage.MAX_COMMIT_BYTES + 1), "", List.of(), List.of()),
        () -> new ClientMessage.Commit(
            room, 0, 0, "AA", bytes(ClientMessage.MAX_WELCOME_BYTES + 1), List.of(), List.of()),
        () -> new ClientMessage.Commit(
            room,
            0,
            0,
            "AA",
            "",
            Collections.nCopies(ClientMessage.MAX_CHANGED_SEATS + 1, "x"),
            List.of()))) {
      assertThatThrownBy(tooLarge::run).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static String bytes(int count) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[count]);
  }

  @Test
  void secretsAreNotPrinted() {
    assertThat(new ServerMessage.Attending("hush", List.of()).toString()).doesNotContain("hush");
    assertThat(new Enter(1, "m", "hush").toString()).doesNotContain("hush");
    assertThat(new ClientMessage.Resume("hush").toString()).doesNotContain("hush");
    assertThat(new ServerMessage.Joined("hush", "hush", List.of(), List.of()).toString())
        .doesNotContain("hush");
    assertThat(new ServerMessage.Answer("hush", List.of()).toString()).doesNotContain("hush");
  }

  @Test
  void constructorsHoldTheRanges() {
    assertThatThrownBy(() -> new Tile(0, -1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThat(new Ping(Integer.MIN_VALUE).number()).isNegative();
  }

  private static String view(String tile, int count) {
    return "{\"type\":\"view\",\"tiles\":["
        + String.join(",", Collections.nCopies(count, tile))
        + "]}";
  }

  private static Object sample(Type type) throws ReflectiveOperationException {
    if (type instanceof ParameterizedType list) {
      return List.of(sample(list.getActualTypeArguments()[0]));
    }
    Class<?> c = (Class<?>) type;
    if (c == int.class) {
      return 7;
    } else if (c == long.class) {
      return 7L;
    } else if (c == boolean.class) {
      return true;
    } else if (c == String.class) {
      return "a \"text\" \u0639 \ud83d\ude00";
    } else if (c.isEnum()) {
      return c.getEnumConstants()[0];
    }
    RecordComponent[] components = c.getRecordComponents();
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = BYTES.contains(components[i].getName())
          ? "AAEC-_8"
          : sample(components[i].getGenericType());
      types[i] = components[i].getType();
    }
    return c.getDeclaredConstructor(types).newInstance(values);
  }
}
