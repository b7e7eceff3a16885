package org.parley.server.signalling;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.WebSocket;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.parley.server.signalling.protocol.ClientMessage;
import org.parley.server.signalling.protocol.ServerMessage;

/** A client that speaks the protocol over the JDK's WebSocket. */
public final class TestClient implements WebSocket.Listener {
  private static final long PATIENCE_SECONDS = 10;
  private static final MessageCodec CODEC = new MessageCodec();

  private final BlockingQueue<ServerMessage> messages = new LinkedBlockingQueue<>();
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
  private final StringBuilder partial = new StringBuilder();
  private @Nullable WebSocket socket;

  TestClient opened(WebSocket opened) {
    socket = opened;
    return this;
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      received.add(partial.toString());
      ServerMessage message = CODEC.decodeServerMessage(partial.toString());
      if (message == null) {
        throw new AssertionError("not a message: " + partial);
      }
      messages.add(message);
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closeCode.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closeCode.complete(-1);
  }

  public TestClient send(ClientMessage message) {
    return send(CODEC.encode(message));
  }

  public TestClient send(String text) {
    socket().sendText(text, true).orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    return this;
  }

  /** Closes with a code of one's own. */
  public void close(int code) {
    socket().sendClose(code, "").orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  public WebSocket socket() {
    if (socket == null) {
      throw new IllegalStateException("not open");
    }
    return socket;
  }

  /** The next message, which must be of the type. */
  public <T extends ServerMessage> T next(Class<T> type) {
    try {
      ServerMessage message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(message).isInstanceOf(type);
      return type.cast(message);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The next message of the type; others before it are let go. */
  public <T extends ServerMessage> T until(Class<T> type) {
    return type.cast(untilAny(type));
  }

  /** The next message of one of the types; others before it are let go. */
  public ServerMessage untilAny(Class<?>... types) {
    try {
      while (true) {
        ServerMessage message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(message)
            .as(
                "waiting for %s, closed with %s after %s",
                Arrays.toString(types), closeCode, received)
            .isNotNull();
        if (Arrays.stream(types).anyMatch(type -> type.isInstance(message))) {
          return Objects.requireNonNull(message);
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Nothing came, and nothing comes before the answer to a ping. */
  public void nothingMore() {
    send(new ClientMessage.Ping(4711));
    assertThat(next(ServerMessage.Pong.class).number()).isEqualTo(4711);
  }

  /** Lets go whatever came for what was sent so far. */
  public void settle() {
    send(new ClientMessage.Ping(4712));
    int number;
    do {
      number = until(ServerMessage.Pong.class).number();
    } while (number != 4712);
  }

  /** All that ever came, as it came. */
  public List<String> received() {
    return received;
  }

  /** The code with which the server closed; -1 where the connection broke. */
  public int closeCode() {
    return closeCode.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  public boolean isOpen() {
    return !closeCode.isDone();
  }
}
