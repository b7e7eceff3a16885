package org.parley.server.signalling;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;
import org.parley.server.signalling.protocol.ClientMessage;
import org.parley.server.signalling.protocol.ServerMessage;
import org.parley.server.signalling.protocol.WireNames;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategy;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.module.SimpleModule;

/**
 * Messages to JSON text and back. Reading is strict: an unknown, missing, doubled or null field, a value of another JSON type, text
 * behind the object, depth or size past the limits, NUL or half a surrogate pair in a text, and numbers out of range are refused.
 */
public final class MessageCodec {

  /** In UTF-8 bytes. Holds the largest commit with its welcome, in base64url, and the rest of their message. */
  public static final int MAX_MESSAGE_BYTES = 384 * 1024;

  /** The longest text: a welcome in base64url. */
  private static final int MAX_TEXT_CHARS = (ClientMessage.MAX_WELCOME_BYTES * 4 + 2) / 3;

  /** The deepest message, {@code join}, has 5. */
  private static final int MAX_DEPTH = 8;

  /** A page of a log has about 1,600. */
  private static final int MAX_TOKENS = 2_000;

  private static final int MAX_NAME_CHARS = 64;

  /** An int has at most 11. */
  private static final int MAX_NUMBER_CHARS = 20;

  private final JsonMapper mapper = mapper();

  /** The message, or null where the text is none. */
  public @Nullable ClientMessage decode(String text) {
    return read(text, ClientMessage.class);
  }

  /** As {@link #decode}, for the other direction: what a client written in Java needs. */
  public @Nullable ServerMessage decodeServerMessage(String text) {
    return read(text, ServerMessage.class);
  }

  public String encode(ServerMessage message) {
    return mapper.writerFor(ServerMessage.class).writeValueAsString(message);
  }

  public String encode(ClientMessage message) {
    return mapper.writerFor(ClientMessage.class).writeValueAsString(message);
  }

  private <T> @Nullable T read(String text, Class<T> type) {
    // Jackson takes an array of type and object, too, where it expects an object that names its
    // type.
    if (text.length() > MAX_MESSAGE_BYTES || !text.stripLeading().startsWith("{")) {
      return null;
    }
    try {
      return mapper.readValue(text, type);
    } catch (JacksonException e) {
      // What is wrong with a stranger's text is of no use to us, and its words may be secret.
      return null;
    }
  }

  private static JsonMapper mapper() {
    JsonFactory factory = JsonFactory.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        // Field names come from strangers: nothing of them is kept.
        .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
        .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
        .streamReadConstraints(StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH)
            .maxTokenCount(MAX_TOKENS)
            .maxNameLength(MAX_NAME_CHARS)
            .maxNumberLength(MAX_NUMBER_CHARS)
            .maxStringLength(MAX_TEXT_CHARS)
            .maxDocumentLength(MAX_MESSAGE_BYTES)
            .build())
        .build();
    JsonMapper.Builder builder = JsonMapper.builder(factory)
        .annotationIntrospector(new RecordNames())
        .addModule(new SimpleModule().addDeserializer(String.class, new PlainText()))
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .changeDefaultNullHandling(
            nulls -> nulls.withContentNulls(Nulls.FAIL).withValueNulls(Nulls.FAIL))
        .withCoercionConfigDefaults(coercions -> {
          for (CoercionInputShape shape : CoercionInputShape.values()) {
            coercions.setCoercion(shape, CoercionAction.Fail);
          }
        });
    registerMessages(builder, ClientMessage.class);
    registerMessages(builder, ServerMessage.class);
    return builder.build();
  }

  private static void registerMessages(JsonMapper.Builder builder, Class<?> union) {
    for (Class<?> message : union.getPermittedSubclasses()) {
      builder.registerSubtypes(
          new NamedType(message, WireNames.ofMessage(message.asSubclass(Record.class))));
    }
  }

  /** Names messages and constants, so that the protocol's records need no annotations. */
  private static final class RecordNames extends JacksonAnnotationIntrospector {
    @Override
    public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(
        MapperConfig<?> config, Annotated annotated) {
      Class<?> type = annotated.getRawType();
      boolean union = type == ClientMessage.class || type == ServerMessage.class;
      return union
          ? JsonTypeInfo.Value.construct(
              JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, "type", null, false, true, null)
          : null;
    }

    @Override
    public Object findEnumNamingStrategy(MapperConfig<?> config, AnnotatedClass annotated) {
      return (EnumNamingStrategy) (mapper, type, name) -> WireNames.ofConstant(name);
    }
  }

  /** Text without NUL and with whole surrogate pairs, and nothing that is not a JSON string. */
  private static final class PlainText extends StdScalarDeserializer<String> {
    PlainText() {
      super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) {
      if (!parser.hasToken(JsonToken.VALUE_STRING) || !isPlain(parser.getString())) {
        return context.reportInputMismatch(this, "not a plain text");
      }
      return parser.getString();
    }
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isLowSurrogate(c)) {
        return false;
      }
      if (Character.isHighSurrogate(c)) {
        i++;
        if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
          return false;
        }
      }
    }
    return true;
  }
}
