package org.parley.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.parley.meeting.Meeting;
import org.parley.meeting.MeetingCommand;
import org.parley.meeting.MeetingDraft;
import org.parley.meeting.Outcome;
import org.parley.meeting.Rules;

/** The organiser's calls, {@code /api/meetings/…}, and what everybody may read, {@code /api/public/…}. */
final class Api {

  static final String PREFIX = "/api/";

  /** Longer bears a worse line; shorter frees a thread sooner. */
  private static final Duration BODY_TIME = Duration.ofSeconds(15);

  /** Higher lets an office behind one address set up many meetings at once; lower bounds what a stranger fills the disk with. */
  private static final int CREATE_BURST = 60;

  private static final Duration CREATE_REFILL = Duration.ofSeconds(10);

  /** Wrong secrets; at this pace a guess at 128 bits comes to nothing. */
  private static final int UNKNOWN_BURST = 30;

  private static final Duration UNKNOWN_REFILL = Duration.ofSeconds(2);

  /** All calls. Higher lets more organiser's pages behind one address follow who is present. */
  private static final int CALL_BURST = 400;

  private static final Duration CALL_REFILL = Duration.ofMillis(20);

  /** Readings of public pages. Higher lets more readers behind one address in. */
  private static final int READ_BURST = 100;

  private static final Duration READ_REFILL = Duration.ofMillis(250);

  /** Longer spares the disk more; shorter takes a line down sooner where it was kept on the way. */
  private static final Duration PUBLIC_AGE = Duration.ofSeconds(10);

  /** Compared with when there is no such meeting, so that this takes as long as when there is. */
  private static final String NO_HASH = "A".repeat(43);

  private final Meetings meetings;
  private final Rejections rejections;
  private final LongSupplier clockNs;
  private final JsonReader reader = new JsonReader();
  private final RateLimiter creating;
  private final RateLimiter unknown;
  private final RateLimiter calls;
  private final RateLimiter readings;

  Api(Meetings meetings, Rejections rejections, LongSupplier clockNs) {
    this.meetings = meetings;
    this.rejections = rejections;
    this.clockNs = clockNs;
    this.creating = new RateLimiter(CREATE_BURST, CREATE_REFILL.toNanos(), clockNs);
    this.unknown = new RateLimiter(UNKNOWN_BURST, UNKNOWN_REFILL.toNanos(), clockNs);
    this.calls = new RateLimiter(CALL_BURST, CALL_REFILL.toNanos(), clockNs);
    this.readings = new RateLimiter(READ_BURST, READ_REFILL.toNanos(), clockNs);
  }

  /** @param path canonical and decoded */
  ApiAnswer answer(Request request, String path) {
    String address = AddressKey.of(request.getConnectionMetaData().getRemoteSocketAddress());
    if (Origins.isCrossSite(request)) {
      return refuse(Rejection.ORIGIN, 403, "crossSite", "this call is for this server's own pages");
    }
    if (!calls.take(address)) {
      return rateLimited();
    }
    List<String> parts = Arrays.asList(path.substring(PREFIX.length()).split("/", -1));
    try {
      return switch (parts.getFirst()) {
        case "meetings" -> meetings(request, parts, address);
        case "public" -> publicPage(request, parts, address);
        default -> notFound();
      };
    } catch (Meetings.Unavailable unavailable) {
      return unavailable.full()
          ? refuse(
              Rejection.STORAGE, 503, "serverFull", "the server holds as many meetings as it may")
          : refuse(
              Rejection.STORAGE,
              503,
              "storageUnavailable",
              "the server cannot save now; try again");
    }
  }

  private ApiAnswer meetings(Request request, List<String> parts, String address)
      throws Meetings.Unavailable {
    if (parts.size() == 1) {
      return request.getMethod().equals("POST") ? create(request, address) : notAllowed("POST");
    }
    String meetingId = parts.get(1);
    String allowed = allowedMethods(parts);
    if (allowed.isEmpty()) {
      return notFound();
    }
    if (!Arrays.asList(allowed.split(", ")).contains(request.getMethod())) {
      return notAllowed(allowed);
    }
    if (!unknown.allows(address)) {
      return rateLimited();
    }
    if (!isOrganiser(request, meetingId)) {
      unknown.take(address);
      // Of the organiser's secret nothing is known any more: whoever knows the id had a link once.
      Long purgedAtMs = Rules.isId(meetingId) ? meetings.purgedAtMs(meetingId) : null;
      return purgedAtMs == null ? unknownLink() : purged(purgedAtMs);
    }
    return organise(request, parts, meetingId);
  }

  /** Of a page that there is not, the answer is that of one on which nothing stands. */
  private ApiAnswer publicPage(Request request, List<String> parts, String address)
      throws Meetings.Unavailable {
    if (parts.size() != 2 || !Rules.isId(parts.get(1))) {
      return notFound();
    }
    if (!request.getMethod().equals("GET")) {
      return notAllowed("GET");
    }
    if (!readings.take(address)) {
      return rateLimited();
    }
    return ApiAnswer.of(200, new PublicPage(meetings.publicLines(parts.get(1))))
        .keptFor(PUBLIC_AGE);
  }

  /** Separated by a comma and a space; empty where there is no such resource. */
  private static String allowedMethods(List<String> parts) {
    return switch (parts.size()) {
      case 2 -> "GET";
      case 3 -> parts.get(2).equals("end") ? "POST" : "";
      case 5 -> {
        String path = parts.get(2) + "/" + parts.get(4);
        yield switch (path) {
          case "sides/seats" -> "POST";
          case "seats/card", "seats/link", "seats/withdrawal" -> "POST";
          default -> "";
        };
      }
      default -> "";
    };
  }

  private ApiAnswer organise(Request request, List<String> parts, String meetingId)
      throws Meetings.Unavailable {
    if (parts.size() == 2) {
      Meeting meeting = meetings.find(meetingId);
      return meeting == null
          ? unknownLink()
          : ApiAnswer.of(200, OrganiserView.of(meeting, meetings.present(meetingId)));
    }
    if (parts.size() == 3) {
      return apply(meetingId, new MeetingCommand.End(), 204);
    }
    return switch (body(request)) {
      case Body.Refused(ApiAnswer answer) -> answer;
      case Body.Read(byte[] bytes) -> {
        MeetingCommand command = command(parts.get(4), parts.get(3), bytes);
        yield command == null
            ? bodyInvalid()
            : apply(meetingId, command, command instanceof MeetingCommand.AddSeat ? 201 : 200);
      }
    };
  }

  /**
   * Null where the body is none.
   *
   * @param call the last part of the path
   * @param id of the side or the seat that it is about
   */
  private @Nullable MeetingCommand command(String call, String id, byte[] body) {
    return switch (call) {
      case "seats" -> {
        JsonReader.NewSeat added = reader.seat(body);
        yield added == null ? null : new MeetingCommand.AddSeat(id, added.seat(), added.papers());
      }
      case "card" -> {
        JsonReader.NewCard card = reader.card(body);
        yield card == null
            ? null
            : new MeetingCommand.ChangeSeat(
                id, card.admits(), card.keeps(), card.card(), card.papers());
      }
      case "link" -> {
        JsonReader.NewLink link = reader.link(body);
        yield link == null
            ? null
            : new MeetingCommand.RenewLink(id, link.linkHash(), link.card(), link.papers());
      }
      case "withdrawal" -> {
        JsonReader.Withdrawal withdrawal = reader.withdrawal(body);
        yield withdrawal == null ? null : new MeetingCommand.RevokeLink(id, withdrawal.papers());
      }
      default -> throw new IllegalStateException("no such call");
    };
  }

  private ApiAnswer create(Request request, String address) throws Meetings.Unavailable {
    if (!creating.take(address)) {
      return rateLimited();
    }
    return switch (body(request)) {
      case Body.Refused(ApiAnswer answer) -> answer;
      case Body.Read(byte[] bytes) -> {
        MeetingDraft draft = reader.meeting(bytes);
        yield draft == null
            ? bodyInvalid()
            : switch (meetings.create(draft)) {
              case Outcome.Done done ->
                ApiAnswer.of(201, new Created(done.meeting().id()));
              case Outcome.Unchanged same ->
                ApiAnswer.of(201, new Created(same.meeting().id()));
              case Outcome.Refused refused -> refuse(refused);
            };
      }
    };
  }

  private ApiAnswer apply(String meetingId, MeetingCommand command, int status)
      throws Meetings.Unavailable {
    Outcome outcome = meetings.apply(meetingId, command);
    return switch (outcome) {
      case null -> unknownLink();
      case Outcome.Done done -> done(done.meeting(), command, status);
      case Outcome.Unchanged same -> done(same.meeting(), command, status);
      case Outcome.Refused refused -> refuse(refused);
    };
  }

  private static ApiAnswer done(Meeting meeting, MeetingCommand command, int status) {
    return switch (command) {
      case MeetingCommand.RenewLink renew ->
        ApiAnswer.of(status, Renewed.of(meeting, renew.seat()));
      case MeetingCommand.AddSeat add ->
        ApiAnswer.of(status, new Created(add.seat().id()));
      case MeetingCommand.ChangeSeat _, MeetingCommand.RevokeLink _, MeetingCommand.End _ ->
        ApiAnswer.empty(204);
    };
  }

  private boolean isOrganiser(Request request, String meetingId) throws Meetings.Unavailable {
    String secret = Bearer.secret(request.getHeaders().get(HttpHeader.AUTHORIZATION));
    String shown = secret == null ? NO_HASH : Bearer.hash(secret);
    String stored = Rules.isId(meetingId) ? meetings.organiserHash(meetingId) : null;
    boolean same = Rules.sameHash(stored == null ? NO_HASH : stored, shown);
    return same && stored != null && secret != null;
  }

  private sealed interface Body {
    record Read(byte[] bytes) implements Body {}

    record Refused(ApiAnswer answer) implements Body {}
  }

  private Body body(Request request) {
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    if (type == null || !isJson(type)) {
      return new Body.Refused(
          refuse(Rejection.BODY_INVALID, 415, "contentType", "the body must be application/json"));
    }
    if (request.getLength() > JsonReader.MAX_BODY_BYTES) {
      return new Body.Refused(tooLarge());
    }
    long startNs = clockNs.getAsLong();
    byte[] bytes = new byte[4 * 1024];
    int size = 0;
    try (InputStream in = Content.Source.asInputStream(request)) {
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes, size, bytes.length - size)) {
        size += read;
        if (size > JsonReader.MAX_BODY_BYTES) {
          return new Body.Refused(tooLarge());
        }
        if (clockNs.getAsLong() - startNs > BODY_TIME.toNanos()) {
          return new Body.Refused(slow());
        }
        if (size == bytes.length) {
          bytes = Arrays.copyOf(bytes, size * 2);
        }
      }
    } catch (IOException broken) {
      // Timed out or gone: what is answered will hardly arrive.
      return new Body.Refused(slow());
    }
    return new Body.Read(Arrays.copyOf(bytes, size));
  }

  private static boolean isJson(String contentType) {
    String charset = MimeTypes.getCharsetFromContentType(contentType);
    return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals("application/json")
        && (charset == null || charset.equalsIgnoreCase("utf-8"));
  }

  private ApiAnswer refuse(Outcome.Refused refused) {
    int status = switch (refused.reason()) {
      case ID_INVALID, HASH_INVALID, PAPERS_INVALID, CARD_INVALID -> 400;
      case SIDES_COUNT, TOO_MANY_SEATS, TOO_MANY_LINKS -> 400;
      case NOT_KEEPER -> 403;
      case UNKNOWN_SIDE, UNKNOWN_SEAT -> 404;
      case ID_TAKEN, LINK_TAKEN, MEETING_OVER, STALE -> 409;
    };
    return refuse(Rejection.RULE, status, camelCase(refused.reason().name()), refused.detail());
  }

  private static String camelCase(String constant) {
    StringBuilder name = new StringBuilder();
    for (String word : constant.split("_", -1)) {
      String lower = word.toLowerCase(Locale.ROOT);
      name.append(name.isEmpty() ? lower : word.charAt(0) + lower.substring(1));
    }
    return name.toString();
  }

  private ApiAnswer bodyInvalid() {
    return refuse(
        Rejection.BODY_INVALID, 400, "bodyInvalid", "the body is not the JSON object of this call");
  }

  private ApiAnswer tooLarge() {
    return refuse(
        Rejection.BODY_TOO_LARGE,
        413,
        "bodyTooLarge",
        "a body has at most " + JsonReader.MAX_BODY_BYTES + " bytes");
  }

  private ApiAnswer slow() {
    return refuse(Rejection.SLOW, 408, "slow", "the body took too long");
  }

  private ApiAnswer unknownLink() {
    return refuse(Rejection.UNKNOWN_LINK, 404, "unknownLink", "no meeting is opened by this link");
  }

  private ApiAnswer purged(long atMs) {
    return refuse(
        Rejection.UNKNOWN_LINK, 410, "purged", Instant.ofEpochMilli(atMs).toString());
  }

  private ApiAnswer notFound() {
    return refuse(Rejection.NOT_FOUND, 404, "notFound", "there is no such call");
  }

  private ApiAnswer notAllowed(String methods) {
    return refuse(Rejection.NOT_FOUND, 405, "methodNotAllowed", "this takes " + methods)
        .allowing(methods);
  }

  private ApiAnswer rateLimited() {
    return refuse(Rejection.RATE, 429, "rateLimited", "too many requests; wait a little");
  }

  private ApiAnswer refuse(Rejection rejection, int status, String reason, String detail) {
    rejections.count(rejection);
    return ApiAnswer.of(status, new Problem(reason, detail));
  }

  record Created(String id) {}

  record PublicPage(List<Meetings.PublicLine> lines) {}

  record Renewed(int generation) {
    static Renewed of(Meeting meeting, String seatId) {
      var seat = meeting.seat(seatId);
      if (seat == null) {
        throw new IllegalStateException("a seat whose link was renewed is gone");
      }
      return new Renewed(seat.link().generation());
    }
  }

  record Problem(String reason, String detail) {}
}
