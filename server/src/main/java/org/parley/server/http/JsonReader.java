package org.parley.server.http;

import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;
import org.parley.meeting.MeetingDraft;
import org.parley.meeting.Rules;
import org.parley.meeting.SidePapers;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;

/**
 * Request bodies: JSON text to the typed request. Strict: an unknown, missing, doubled or null field, a value of another type, text
 * behind the object, depth or size past the limits are refused. Whether a value makes sense is the domain's to say.
 */
final class JsonReader {

  /** A new meeting of 200 seats with the longest names takes 1.6 MB. */
  static final int MAX_BODY_BYTES = 1792 * 1024;

  /** The deepest request, a new meeting, has 5. */
  private static final int MAX_DEPTH = 8;

  /** A meeting of 200 seats has some 2,700. */
  private static final int MAX_TOKENS = 4_000;

  private static final int MAX_NAME_CHARS = 64;

  /** Room for one character more than the rules allow, so that they say what is too long. */
  private static final int MAX_STRING_CHARS = Rules.MAX_CHARTER_CHARS + 1;

  /** The one kind of number is a version. */
  private static final int MAX_NUMBER_CHARS = 20;

  private final JsonMapper mapper = mapper();

  /** The body of {@code POST …/sides/{side}/seats}. */
  record NewSeat(SidePapers papers, MeetingDraft.Seat seat) {}

  /** The body of {@code POST …/seats/{seat}/card}. */
  record NewCard(SidePapers papers, boolean admits, boolean keeps, String card) {
    @Override
    public String toString() {
      return "NewCard[" + papers + "]";
    }
  }

  /** The body of {@code POST …/seats/{seat}/withdrawal}. */
  record Withdrawal(SidePapers papers) {}

  /** The body of {@code POST …/seats/{seat}/link}. */
  record NewLink(SidePapers papers, String linkHash, String card) {
    @Override
    public String toString() {
      return "NewLink[" + papers + "]";
    }
  }

  @Nullable
  MeetingDraft meeting(byte[] body) {
    return read(body, MeetingDraft.class);
  }

  @Nullable
  NewSeat seat(byte[] body) {
    return read(body, NewSeat.class);
  }

  @Nullable
  NewLink link(byte[] body) {
    return read(body, NewLink.class);
  }

  @Nullable
  NewCard card(byte[] body) {
    return read(body, NewCard.class);
  }

  @Nullable
  Withdrawal withdrawal(byte[] body) {
    return read(body, Withdrawal.class);
  }

  private <T> @Nullable T read(byte[] body, Class<T> type) {
    if (body.length > MAX_BODY_BYTES) {
      return null;
    }
    try {
      return mapper.readValue(body, type);
    } catch (JacksonException malformed) {
      // Its message repeats what was sent: nothing of it is kept.
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
            .maxStringLength(MAX_STRING_CHARS)
            .maxDocumentLength(MAX_BODY_BYTES)
            .build())
        .build();
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .changeDefaultNullHandling(
            nulls -> nulls.withContentNulls(Nulls.FAIL).withValueNulls(Nulls.FAIL))
        .withCoercionConfigDefaults(coercions -> {
          for (CoercionInputShape shape : CoercionInputShape.values()) {
            coercions.setCoercion(shape, CoercionAction.Fail);
          }
        })
        .build();
  }
}
