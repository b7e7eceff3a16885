import type { BrowserContext, WebSocket } from 'playwright-core';
import type { ClientMessage, ServerMessage } from '../../web/src/signalling/messages';

/** What all pages of a context and the server told each other over sockets, as text, in order. */
export class Sockets {
  readonly sent: string[] = [];
  readonly received: string[] = [];
  /** How many there ever were. */
  opened = 0;

  static of(context: BrowserContext): Sockets {
    const sockets = new Sockets();
    context.on('page', (page) => page.on('websocket', (socket) => sockets.#listen(socket)));
    return sockets;
  }

  /** The messages since a count of them. */
  receivedSince(count: number): ServerMessage[] {
    return this.received.slice(count).map((text) => JSON.parse(text) as ServerMessage);
  }

  sentSince(count: number): ClientMessage[] {
    return this.sent.slice(count).map((text) => JSON.parse(text) as ClientMessage);
  }

  #listen(socket: WebSocket): void {
    this.opened++;
    socket.on('framesent', ({ payload }) => this.sent.push(payload.toString()));
    socket.on('framereceived', ({ payload }) => this.received.push(payload.toString()));
  }
}
