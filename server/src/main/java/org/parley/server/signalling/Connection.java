package org.parley.server.signalling;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.util.IteratingCallback;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.eclipse.jetty.websocket.api.exceptions.MessageTooLargeException;
import org.eclipse.jetty.websocket.api.exceptions.ProtocolException;
import org.jspecify.annotations.Nullable;
import org.parley.server.signalling.MeetingAccess.Access;
import org.parley.server.signalling.MeetingAccess.Closure;
import org.parley.server.signalling.MeetingAccess.Visit;
import org.parley.server.signalling.protocol.ClientMessage;
import org.parley.server.signalling.protocol.ServerMessage;
import org.parley.server.signalling.protocol.ServerMessage.Pong;
import org.parley.server.signalling.protocol.ServerMessage.Reason;
import org.parley.server.signalling.protocol.ServerMessage.Refused;

/** One socket, from its opening to its end. Public for Jetty alone. */
public final class Connection implements Session.Listener.AutoDemanding, ClientConnection {

  /** Messages that wait for the client to read: more bears a longer stall, fewer bound memory. */
  static final int MAX_QUEUED_MESSAGES = 256;

  /** Characters that wait. The papers of eight sides have 1,900,000 at the most, a welcome or a page of a log 290,000. */
  static final int MAX_QUEUED_CHARS = 2_500_000;

  /**
   * A person who drags a window's edge sends views; and a member who lets a whole table in sends a commit for each, some of them
   * twice.
   */
  static final int MESSAGE_BURST = 120;

  static final int MESSAGES_PER_SECOND = 20;

  /**
   * With which a client is cut off. In RFC 6455's words it is 1008; but on any code for a failure Jetty closes the socket at once, and the
   * reset that a client then gets while it still sends destroys the words on why.
   */
  static final int CUT_OFF = 4008;

  /** Within which a client that was told of the end must have closed as well. */
  private static final long FAREWELL_NS = TimeUnit.SECONDS.toNanos(5);

  private final Signalling signalling;
  private final Runnable onGone;
  private final long openedNs;
  private final TokenBucket messages;

  /** Messages and the end come one after the other to the visit. */
  private final ReentrantLock visiting = new ReentrantLock();

  private final AtomicBoolean gone = new AtomicBoolean();
  private final Sender sender = new Sender();

  private volatile @Nullable Session session;
  private volatile @Nullable Visit visit;
  private volatile long lastHeardNs;
  private volatile long lastPingNs;

  Connection(Signalling signalling, long nowNs, Runnable onGone) {
    this.signalling = signalling;
    this.onGone = onGone;
    this.openedNs = nowNs;
    this.lastHeardNs = nowNs;
    this.lastPingNs = nowNs;
    this.messages = new TokenBucket(MESSAGE_BURST, MESSAGES_PER_SECOND, nowNs);
  }

  @Override
  public void onWebSocketOpen(Session opened) {
    session = opened;
    if (gone.get()) {
      opened.disconnect();
    }
  }

  @Override
  public void onWebSocketText(String text) {
    long nowNs = signalling.nowNs();
    lastHeardNs = nowNs;
    if (!messages.take(nowNs)) {
      reject(Rejection.RATE, Reason.RATE_LIMITED);
      return;
    }
    ClientMessage message = signalling.codec().decode(text);
    if (message == null) {
      reject(Rejection.MESSAGE_INVALID, Reason.MESSAGE_INVALID);
      return;
    }
    visiting.lock();
    try {
      handle(message);
    } finally {
      visiting.unlock();
    }
  }

  private void handle(ClientMessage message) {
    Visit current = visit;
    if (gone.get() || sender.isEnding()) {
      return;
    }
    switch (message) {
      case ClientMessage.Enter enter when current == null -> enter(enter);
      case ClientMessage.Ping ping when current != null -> send(new Pong(ping.number()));
      case ClientMessage m
      when current == null || m instanceof ClientMessage.Enter ->
        reject(Rejection.MESSAGE_INVALID, Reason.MESSAGE_INVALID);
      case ClientMessage m -> current.handle(m);
    }
  }

  private void enter(ClientMessage.Enter enter) {
    if (enter.protocol() != ClientMessage.PROTOCOL_VERSION) {
      end(new Refused(Reason.PROTOCOL_VERSION));
      return;
    }
    switch (signalling.meetings().enter(enter, this)) {
      case Access.Granted granted -> visit = granted.visit();
      case Access.Refused refused -> end(new Refused(refused.reason()));
      case Access.Purged(ServerMessage.Purged purged) -> end(purged);
      case Access.Stopping() -> end(new ServerMessage.Ended(ServerMessage.End.SERVER_STOPPING));
    }
  }

  @Override
  public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
    callback.succeed();
    reject(Rejection.MESSAGE_INVALID, Reason.MESSAGE_INVALID);
  }

  @Override
  public void onWebSocketPong(ByteBuffer payload) {
    lastHeardNs = signalling.nowNs();
  }

  @Override
  public void onWebSocketError(Throwable cause) {
    // Jetty closes the connection, with the code that the RFC has for it, and onWebSocketClose
    // follows.
    switch (cause) {
      case MessageTooLargeException e -> signalling.rejections().count(Rejection.MESSAGE_TOO_LARGE);
      case ProtocolException e -> signalling.rejections().count(Rejection.FRAME_INVALID);
      default -> signalling.failed(cause);
    }
  }

  @Override
  public void onWebSocketClose(int statusCode, @Nullable String reason, Callback callback) {
    gone(statusCode == StatusCode.SHUTDOWN ? Closure.PAGE_GONE : Closure.BROKEN);
    callback.succeed();
  }

  /** Ends this connection's life, however it came; only the first call counts. */
  void gone(Closure closure) {
    if (!gone.compareAndSet(false, true)) {
      return;
    }
    signalling.closed(this);
    onGone.run();
    sender.abandon();
    // Elsewhere, since Jetty may call this out of somebody's send, who then holds locks that the
    // visit wants.
    Thread.startVirtualThread(() -> leave(closure));
  }

  private void leave(Closure closure) {
    visiting.lock();
    try {
      Visit left = visit;
      if (left != null) {
        left.closed(closure);
      }
    } finally {
      visiting.unlock();
    }
  }

  @Override
  public void send(ServerMessage message) {
    send(message, 0);
  }

  @Override
  public void end(ServerMessage last) {
    send(last, StatusCode.NORMAL);
  }

  @Override
  public void close() {
    sender.offer(null, StatusCode.NORMAL);
  }

  /** @param endCode with which to close behind the message; 0 for not */
  private void send(ServerMessage message, int endCode) {
    if (message instanceof Refused refused) {
      signalling.refusals().count(refused.reason());
    }
    sender.offer(signalling.codec().encode(message), endCode);
  }

  @Override
  public void drop() {
    Session current = session;
    sender.abandon();
    if (current != null) {
      // Elsewhere: it may call back, and the caller holds locks.
      Thread.startVirtualThread(current::disconnect);
    }
  }

  private void reject(Rejection rejection, Reason reason) {
    if (!sender.isEnding()) {
      signalling.rejections().count(rejection);
      send(new Refused(reason), CUT_OFF);
    }
  }

  /** Sends a ping or ends the connection, where either is due. */
  void tick(long nowNs) {
    SignallingLimits limits = signalling.limits();
    Session current = session;
    if (visit == null && nowNs - openedNs > limits.firstMessage().toNanos()) {
      signalling.rejections().count(Rejection.NO_FIRST_MESSAGE);
      drop();
      // The socket may never have opened, so that no close would be told.
      gone(Closure.BROKEN);
    } else if (nowNs - lastHeardNs > limits.silence().toNanos()) {
      signalling.rejections().count(Rejection.SILENT);
      drop();
    } else if (sender.isOverdue(nowNs)) {
      drop();
    } else if (current != null && nowNs - lastPingNs > limits.pingInterval().toNanos()) {
      lastPingNs = nowNs;
      current.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
    }
  }

  /** The outgoing queue: one message on its way, the rest in order behind it. */
  private final class Sender extends IteratingCallback {
    private final Deque<String> queue = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private int queuedChars;
    private int endCode;
    private long endNs;
    private boolean closing;

    boolean isEnding() {
      lock.lock();
      try {
        return endCode != 0;
      } finally {
        lock.unlock();
      }
    }

    boolean isOverdue(long nowNs) {
      lock.lock();
      try {
        return endCode != 0 && nowNs - endNs > FAREWELL_NS;
      } finally {
        lock.unlock();
      }
    }

    /** Queues a text, or none, and after it the end where there is a code for it. */
    void offer(@Nullable String text, int code) {
      if (enqueue(text, code)) {
        iterate();
      } else {
        signalling.rejections().count(Rejection.SLOW_READER);
        drop();
      }
    }

    private boolean enqueue(@Nullable String text, int code) {
      lock.lock();
      try {
        if (endCode != 0) {
          return true;
        }
        endCode = code;
        endNs = signalling.nowNs();
        if (text == null) {
          return true;
        }
        if (queue.size() == MAX_QUEUED_MESSAGES || queuedChars + text.length() > MAX_QUEUED_CHARS) {
          return false;
        }
        queue.add(text);
        queuedChars += text.length();
        return true;
      } finally {
        lock.unlock();
      }
    }

    /** Forgets what is queued, and takes no more. */
    void abandon() {
      lock.lock();
      try {
        queue.clear();
        queuedChars = 0;
        endCode = StatusCode.NORMAL;
        endNs = signalling.nowNs();
        closing = true;
      } finally {
        lock.unlock();
      }
    }

    @Override
    protected Action process() {
      Session current = session;
      if (current == null) {
        return Action.IDLE;
      }
      String text;
      int code;
      lock.lock();
      try {
        text = queue.poll();
        code = text == null && !closing ? endCode : 0;
        if (text != null) {
          queuedChars -= text.length();
        } else if (code != 0) {
          closing = true;
        }
      } finally {
        lock.unlock();
      }
      if (text != null) {
        current.sendText(text, Callback.from(this::succeeded, this::failed));
        return Action.SCHEDULED;
      }
      if (code != 0) {
        current.close(code, null, Callback.NOOP);
      }
      return Action.IDLE;
    }

    @Override
    protected void onFailure(Throwable cause) {
      // The socket broke; onWebSocketClose tells.
      abandon();
    }
  }
}
