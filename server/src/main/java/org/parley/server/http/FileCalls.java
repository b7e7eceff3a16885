package org.parley.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.parley.meeting.Rules;

/** Sealed files to and fro, {@code /api/files/{id}}, as streams. */
final class FileCalls {

  static final String PREFIX = Api.PREFIX + "files/";

  /** Calls of one address. Higher lets a delegation behind one address open all papers at once. */
  private static final int CALL_BURST = 200;

  private static final Duration CALL_REFILL = Duration.ofMillis(100);

  /** Wrong tickets; at this pace a guess at 256 bits comes to nothing. */
  private static final int UNKNOWN_BURST = 30;

  private static final Duration UNKNOWN_REFILL = Duration.ofSeconds(2);

  /** Larger makes fewer calls of the disk; each file that moves has one of these. */
  private static final int BUFFER_BYTES = 64 * 1024;

  private final TicketedFiles files;
  private final Rejections rejections;
  private final LongSupplier clockNs;
  private final Pace pace;
  private final RateLimiter calls;
  private final RateLimiter unknown;

  FileCalls(TicketedFiles files, Rejections rejections, LongSupplier clockNs, Pace pace) {
    this.files = files;
    this.rejections = rejections;
    this.clockNs = clockNs;
    this.pace = pace;
    this.calls = new RateLimiter(CALL_BURST, CALL_REFILL.toNanos(), clockNs);
    this.unknown = new RateLimiter(UNKNOWN_BURST, UNKNOWN_REFILL.toNanos(), clockNs);
  }

  /**
   * @param path canonical and decoded
   * @return what to say; null where the file itself was sent
   */
  @Nullable
  ApiAnswer answer(Request request, String path, Response response, Callback callback) {
    String address = AddressKey.of(request.getConnectionMetaData().getRemoteSocketAddress());
    String file = path.substring(PREFIX.length());
    boolean isPut = request.getMethod().equals("PUT");
    if (Origins.isCrossSite(request)) {
      return refuse(Rejection.ORIGIN, 403, "crossSite", "this call is for this server's own pages");
    }
    if (!calls.take(address) || !unknown.allows(address)) {
      return refuse(Rejection.RATE, 429, "rateLimited", "too many requests; wait a little");
    }
    if (!Rules.isId(file)) {
      return refuse(Rejection.NOT_FOUND, 404, "notFound", "there is no such call");
    }
    if (!isPut && !request.getMethod().equals("GET")) {
      return refuse(Rejection.NOT_FOUND, 405, "methodNotAllowed", "this takes GET, PUT")
          .allowing("GET, PUT");
    }
    String ticket = Bearer.secret(request.getHeaders().get(HttpHeader.AUTHORIZATION));
    if (ticket == null) {
      unknown.take(address);
      return refuse(TicketedFiles.Refusal.UNKNOWN_TICKET);
    }
    return isPut
        ? take(request, ticket, file, address)
        : hand(ticket, file, address, response, callback);
  }

  private ApiAnswer take(Request request, String ticket, String file, String address) {
    if (request.getLength() < 0) {
      return refuse(Rejection.BODY_INVALID, 411, "lengthRequired", "say how large the file is");
    }
    return switch (files.take(ticket, file, request.getLength())) {
      case TicketedFiles.Taking.Refused(TicketedFiles.Refusal why) -> refused(why, address);
      case TicketedFiles.Taking.Begun(TicketedFiles.Arrival arrival) -> {
        try (arrival) {
          yield receive(request, arrival);
        }
      }
    };
  }

  private ApiAnswer receive(Request request, TicketedFiles.Arrival arrival) {
    long startNs = clockNs.getAsLong();
    long size = 0;
    byte[] bytes = new byte[BUFFER_BYTES];
    try (InputStream in = Content.Source.asInputStream(request)) {
      for (int read = next(in, bytes); read >= 0; read = next(in, bytes)) {
        size += read;
        if (pace.isSlow(size, clockNs.getAsLong() - startNs)) {
          return slow();
        }
        arrival.write(bytes, read);
      }
      if (size != request.getLength()) {
        return slow();
      }
      arrival.finish();
      return ApiAnswer.empty(204);
    } catch (Broken _) {
      // Timed out or gone: what is answered will hardly arrive.
      return slow();
    } catch (IOException _) {
      return refuse(TicketedFiles.Refusal.NO_ROOM);
    }
  }

  /** The line broke, and not the disk. */
  private static final class Broken extends IOException {
    Broken(IOException cause) {
      super(cause);
    }
  }

  private static int next(InputStream in, byte[] bytes) throws Broken {
    try {
      return in.read(bytes);
    } catch (IOException failure) {
      throw new Broken(failure);
    }
  }

  private @Nullable ApiAnswer hand(
      String ticket, String file, String address, Response response, Callback callback) {
    return switch (files.hand(ticket, file)) {
      case TicketedFiles.Handing.Refused(TicketedFiles.Refusal why) -> refused(why, address);
      case TicketedFiles.Handing.Begun(TicketedFiles.Departure departure) -> {
        try (departure) {
          send(departure, response);
          callback.succeeded();
        } catch (IOException failure) {
          rejections.count(Rejection.SLOW);
          callback.failed(failure);
        }
        yield null;
      }
    };
  }

  private void send(TicketedFiles.Departure departure, Response response) throws IOException {
    FileChannel content = departure.content();
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(HttpHeader.CONTENT_TYPE, "application/octet-stream");
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    headers.put(HttpHeader.CONTENT_LENGTH, content.size());
    // A browser that is led here by an address alone, and it would need a ticket, shows nothing of
    // it.
    headers.put("Content-Disposition", "attachment");
    response.setStatus(200);
    long startNs = clockNs.getAsLong();
    long size = 0;
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    try (OutputStream out = Content.Sink.asOutputStream(response)) {
      while (content.read(buffer) >= 0) {
        size += buffer.position();
        out.write(buffer.array(), 0, buffer.position());
        buffer.clear();
        if (pace.isSlow(size, clockNs.getAsLong() - startNs)) {
          throw new IOException("the reader is too slow");
        }
      }
    }
    departure.finish();
  }

  private ApiAnswer refused(TicketedFiles.Refusal why, String address) {
    if (why == TicketedFiles.Refusal.UNKNOWN_TICKET) {
      unknown.take(address);
    }
    return refuse(why);
  }

  private ApiAnswer refuse(TicketedFiles.Refusal why) {
    return switch (why) {
      case UNKNOWN_TICKET ->
        refuse(Rejection.UNKNOWN_LINK, 404, "unknownTicket", "no file is moved by this ticket");
      case SIZE_WRONG ->
        refuse(
            Rejection.BODY_INVALID,
            400,
            "sizeWrong",
            "the file is not as large as the ticket says");
      case NO_ROOM ->
        refuse(Rejection.STORAGE, 507, "noRoom", "the server has no room for it; nothing was kept");
      case BUSY -> refuse(Rejection.RATE, 503, "busy", "too many files move now; try again");
      case UNAVAILABLE ->
        refuse(Rejection.STORAGE, 503, "unavailable", "the server cannot do it now; try again");
    };
  }

  private ApiAnswer slow() {
    return refuse(Rejection.SLOW, 408, "slow", "the file took too long, or did not come whole");
  }

  private ApiAnswer refuse(Rejection rejection, int status, String reason, String detail) {
    rejections.count(rejection);
    return ApiAnswer.of(status, new Api.Problem(reason, detail));
  }
}
