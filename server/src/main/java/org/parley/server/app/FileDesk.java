package org.parley.server.app;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.parley.meeting.Rules;
import org.parley.server.http.TicketedFiles;
import org.parley.server.signalling.TokenBucket;
import org.parley.server.signalling.protocol.ClientMessage.FetchFile;
import org.parley.server.signalling.protocol.ClientMessage.PutFile;
import org.parley.server.signalling.protocol.ServerMessage;
import org.parley.server.signalling.protocol.ServerMessage.FileRefusal;
import org.parley.server.signalling.protocol.ServerMessage.FileRefused;
import org.parley.server.signalling.protocol.ServerMessage.FileTicket;
import org.parley.server.storage.SealedFiles;
import org.parley.server.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes and hands out sealed files. Who asks is known from the socket; a ticket carries that over to HTTP, where files are streams: it is
 * good once, soon, for one file and one direction, and as long as its holder is in the meeting.
 */
final class FileDesk implements TicketedFiles {
  private static final Logger LOG = LoggerFactory.getLogger(FileDesk.class);

  /** Longer bears a slower line between the two; shorter leaves less to steal. */
  static final long TICKET_NS = TimeUnit.SECONDS.toNanos(30);

  /** Past it the oldest is forgotten. Each costs some 300 bytes. */
  private static final int MAX_TICKETS = 10_000;

  /** Of a seat. Higher lets one table a folder at once; lower bounds what is asked of the disk. */
  static final int PUT_BURST = 20;

  private static final double PUTS_PER_SECOND = 0.2;

  /** Of a seat: one who comes late opens what was tabled before. */
  static final int FETCH_BURST = 60;

  private static final double FETCHES_PER_SECOND = 2;

  /** Seats whose rates are known; past it the one that has not asked for longest begins anew. */
  private static final int MAX_SEATS = 2_000;

  /** On their way here, of all meetings. More share the line, and each holds a file open. */
  private static final int MAX_ARRIVALS = 32;

  /** On their way out, of all meetings: a paper that is tabled is opened by a whole table at once. */
  private static final int MAX_DEPARTURES = 256;

  /** Of a seat, in each direction: so that nobody holds all places by being slow. */
  static final int MAX_OF_SEAT = 3;

  private static final int TICKET_BYTES = 32;

  private final SealedFiles files;
  private final SecureRandom random;
  private final LongSupplier clockNs;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<FileFate, LongAdder> counts = new EnumMap<>(FileFate.class);
  private final LongAdder keptBytes = new LongAdder();

  // Guarded by the lock.
  private final Map<String, Ticket> tickets = new LinkedHashMap<>();
  private final Map<String, Rates> rates = new LinkedHashMap<>(64, 0.75f, true) {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Rates> eldest) {
      return size() > MAX_SEATS;
    }
  };
  private final Moving arrivals = new Moving(MAX_ARRIVALS);
  private final Moving departures = new Moving(MAX_DEPARTURES);

  FileDesk(SealedFiles files, SecureRandom random, LongSupplier clockNs) {
    this.files = files;
    this.random = random;
    this.clockNs = clockNs;
    for (FileFate fate : FileFate.values()) {
      counts.put(fate, new LongAdder());
    }
  }

  /**
   * Somebody who has shown a link.
   *
   * @param isHere whether that connection is still in the meeting
   */
  record Holder(
      String meeting,
      String side,
      String seat,
      Consumer<ServerMessage> connection,
      BooleanSupplier isHere) {

    String key() {
      return meeting + "/" + seat;
    }
  }

  /** @param sizeBytes of the file that is to come; 0 for one that is to go */
  private record Ticket(Holder holder, String file, int sizeBytes, long untilNs) {}

  private record Rates(TokenBucket puts, TokenBucket fetches) {}

  /** Those that move in one direction, by their seats. */
  private static final class Moving {
    private final int max;
    private final Map<String, Integer> ofSeats = new HashMap<>();
    private int all;

    Moving(int max) {
      this.max = max;
    }

    boolean begin(String seat) {
      int ofSeat = ofSeats.getOrDefault(seat, 0);
      if (all >= max || ofSeat >= MAX_OF_SEAT) {
        return false;
      }
      ofSeats.put(seat, ofSeat + 1);
      all++;
      return true;
    }

    void end(String seat) {
      ofSeats.computeIfPresent(seat, (_, count) -> count == 1 ? null : count - 1);
      all--;
    }
  }

  void put(Holder holder, PutFile put) {
    String file = put.file();
    FileRefusal why = isTooFast(holder, true) ? FileRefusal.TOO_FAST : whyNotPut(holder, put);
    answer(holder, file, put.sizeBytes(), why);
  }

  void fetch(Holder holder, FetchFile fetch) {
    String file = fetch.file();
    FileRefusal why = isTooFast(holder, false) ? FileRefusal.TOO_FAST : whyNotFetched(holder, file);
    answer(holder, file, 0, why);
  }

  private @Nullable FileRefusal whyNotPut(Holder holder, PutFile put) {
    if (!Rules.isId(put.file())) {
      return FileRefusal.ID_INVALID;
    }
    try {
      return switch (files.check(holder.meeting(), put.file(), put.sizeBytes())) {
        case null -> null;
        case TAKEN -> FileRefusal.ID_INVALID;
        case TOO_LARGE -> FileRefusal.TOO_LARGE;
        case MEETING_FULL -> FileRefusal.MEETING_FULL;
        case TOO_MANY -> FileRefusal.TOO_MANY;
        case NO_SPACE -> FileRefusal.NO_SPACE;
      };
    } catch (StorageException failure) {
      LOG.error("the sealed files of {} failed", holder.meeting(), failure);
      return FileRefusal.UNAVAILABLE;
    }
  }

  private @Nullable FileRefusal whyNotFetched(Holder holder, String file) {
    if (!Rules.isId(file)) {
      return FileRefusal.ID_INVALID;
    }
    try {
      return files.has(holder.meeting(), file) ? null : FileRefusal.UNKNOWN_FILE;
    } catch (StorageException failure) {
      LOG.error("the sealed files of {} failed", holder.meeting(), failure);
      return FileRefusal.UNAVAILABLE;
    }
  }

  private void answer(Holder holder, String file, int sizeBytes, @Nullable FileRefusal why) {
    if (why == null) {
      holder.connection().accept(new FileTicket(file, issue(holder, file, sizeBytes)));
    } else {
      note(fate(why));
      holder.connection().accept(new FileRefused(file, why));
    }
  }

  private static FileFate fate(FileRefusal why) {
    return switch (why) {
      case ID_INVALID, UNKNOWN_FILE -> FileFate.ID_REFUSED;
      case TOO_LARGE -> FileFate.TOO_LARGE;
      case MEETING_FULL -> FileFate.MEETING_FULL;
      case TOO_MANY -> FileFate.TOO_MANY;
      case NO_SPACE -> FileFate.NO_SPACE;
      case TOO_FAST -> FileFate.BUSY;
      case UNAVAILABLE -> FileFate.FAILED;
    };
  }

  private boolean isTooFast(Holder holder, boolean isPut) {
    long nowNs = clockNs.getAsLong();
    lock.lock();
    try {
      Rates own = rates.computeIfAbsent(
          holder.key(),
          _ -> new Rates(
              new TokenBucket(PUT_BURST, PUTS_PER_SECOND, nowNs),
              new TokenBucket(FETCH_BURST, FETCHES_PER_SECOND, nowNs)));
      return !(isPut ? own.puts() : own.fetches()).take(nowNs);
    } finally {
      lock.unlock();
    }
  }

  private String issue(Holder holder, String file, int sizeBytes) {
    byte[] bytes = new byte[TICKET_BYTES];
    random.nextBytes(bytes);
    String ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    long nowNs = clockNs.getAsLong();
    lock.lock();
    try {
      // They are in the order in which they end.
      while (!tickets.isEmpty()) {
        Map.Entry<String, Ticket> eldest = tickets.entrySet().iterator().next();
        if (tickets.size() < MAX_TICKETS && eldest.getValue().untilNs() - nowNs > 0) {
          break;
        }
        tickets.remove(eldest.getKey());
      }
      tickets.put(ticket, new Ticket(holder, file, sizeBytes, nowNs + TICKET_NS));
    } finally {
      lock.unlock();
    }
    return ticket;
  }

  /** The ticket, which is good no more; null where it was not. */
  private @Nullable Ticket redeem(String shown, String file, boolean isPut) {
    Ticket ticket;
    lock.lock();
    try {
      // Its 256 random bits are found by a hash of them: how long that takes leads nobody to them.
      ticket = tickets.remove(shown);
    } finally {
      lock.unlock();
    }
    boolean isGood = ticket != null
        && ticket.untilNs() - clockNs.getAsLong() > 0
        && ticket.file().equals(file)
        && ticket.sizeBytes() > 0 == isPut
        && ticket.holder().isHere().getAsBoolean();
    return isGood ? ticket : null;
  }

  private boolean begin(Moving moving, Holder holder) {
    lock.lock();
    try {
      return moving.begin(holder.key());
    } finally {
      lock.unlock();
    }
  }

  private void end(Moving moving, Holder holder) {
    lock.lock();
    try {
      moving.end(holder.key());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Taking take(String shown, String file, long sizeBytes) {
    Ticket ticket = redeem(shown, file, true);
    if (ticket == null) {
      return refuseTaking(FileFate.UNKNOWN_TICKET, Refusal.UNKNOWN_TICKET);
    }
    if (ticket.sizeBytes() != sizeBytes) {
      return refuseTaking(FileFate.TOO_LARGE, Refusal.SIZE_WRONG);
    }
    Holder holder = ticket.holder();
    if (!begin(arrivals, holder)) {
      return refuseTaking(FileFate.BUSY, Refusal.BUSY);
    }
    boolean isBegun = false;
    try {
      SealedFiles.Start start =
          files.start(holder.meeting(), file, holder.side(), ticket.sizeBytes());
      isBegun = start instanceof SealedFiles.Start.Started;
      return switch (start) {
        case SealedFiles.Start.Started(SealedFiles.Arrival arrival) ->
          new Taking.Begun(new Arriving(holder, arrival, sizeBytes));
        case SealedFiles.Start.Refused _ -> refuseTaking(FileFate.NO_SPACE, Refusal.NO_ROOM);
      };
    } catch (StorageException failure) {
      LOG.error("a sealed file cannot be taken", failure);
      return refuseTaking(FileFate.FAILED, Refusal.UNAVAILABLE);
    } finally {
      if (!isBegun) {
        end(arrivals, holder);
      }
    }
  }

  private Taking refuseTaking(FileFate fate, Refusal why) {
    note(fate);
    return new Taking.Refused(why);
  }

  private final class Arriving implements Arrival {
    private final Holder holder;
    private final SealedFiles.Arrival arrival;
    private final long sizeBytes;
    private FileFate fate = FileFate.BROKEN_OFF;

    Arriving(Holder holder, SealedFiles.Arrival arrival, long sizeBytes) {
      this.holder = holder;
      this.arrival = arrival;
      this.sizeBytes = sizeBytes;
    }

    @Override
    public void write(byte[] bytes, int length) throws IOException {
      try {
        arrival.write(bytes, length);
      } catch (IOException full) {
        fate = FileFate.NO_SPACE;
        throw full;
      }
    }

    @Override
    public void finish() throws IOException {
      try {
        arrival.finish(System.currentTimeMillis());
        fate = FileFate.KEPT;
        keptBytes.add(sizeBytes);
      } catch (IOException full) {
        fate = FileFate.NO_SPACE;
        throw full;
      } catch (StorageException failure) {
        fate = FileFate.FAILED;
        LOG.error("a sealed file could not be recorded", failure);
        throw new IOException(failure);
      }
    }

    @Override
    public void close() {
      arrival.close();
      end(arrivals, holder);
      note(fate);
    }
  }

  @Override
  public Handing hand(String shown, String file) {
    Ticket ticket = redeem(shown, file, false);
    if (ticket == null) {
      return refuseHanding(FileFate.UNKNOWN_TICKET, Refusal.UNKNOWN_TICKET);
    }
    Holder holder = ticket.holder();
    if (!begin(departures, holder)) {
      return refuseHanding(FileFate.BUSY, Refusal.BUSY);
    }
    FileChannel content = null;
    try {
      content = files.read(holder.meeting(), file);
      return content == null
          ? refuseHanding(FileFate.ID_REFUSED, Refusal.UNAVAILABLE)
          : new Handing.Begun(new Departing(holder, content));
    } catch (IOException | StorageException failure) {
      LOG.error("a sealed file cannot be read", failure);
      return refuseHanding(FileFate.FAILED, Refusal.UNAVAILABLE);
    } finally {
      if (content == null) {
        end(departures, holder);
      }
    }
  }

  private Handing refuseHanding(FileFate fate, Refusal why) {
    note(fate);
    return new Handing.Refused(why);
  }

  private final class Departing implements Departure {
    private final Holder holder;
    private final FileChannel content;
    private FileFate fate = FileFate.BROKEN_OFF;

    Departing(Holder holder, FileChannel content) {
      this.holder = holder;
      this.content = content;
    }

    @Override
    public FileChannel content() {
      return content;
    }

    @Override
    public void finish() {
      fate = FileFate.HANDED_OUT;
    }

    @Override
    public void close() {
      try {
        content.close();
      } catch (IOException failure) {
        LOG.warn("a file that was read does not close", failure);
      } finally {
        end(departures, holder);
        note(fate);
      }
    }
  }

  private void note(FileFate fate) {
    Objects.requireNonNull(counts.get(fate)).increment();
  }

  long count(FileFate fate) {
    return Objects.requireNonNull(counts.get(fate)).sum();
  }

  double keptBytes() {
    return keptBytes.sum();
  }

  /** On their way now, in either direction. */
  int moving() {
    lock.lock();
    try {
      return arrivals.all + departures.all;
    } finally {
      lock.unlock();
    }
  }
}
