import type { ClientMessage, ServerMessage } from './messages';

/** What a channel tells, in this order: opened, then received any number of times, then closed once and nothing more. */
export interface ChannelEvents {
  opened: () => void;
  received: (message: ServerMessage) => void;
  closed: () => void;
}

/** One connection to the server, which ends at some time. */
export interface Channel {
  send: (message: ClientMessage) => void;
  /** Asks now whether the other end is still there, rather than at the next turn. */
  check: () => void;
  /** Ends it; nothing is told any more. */
  close: () => void;
}

/** @param patienceMs how long to wait for the server to answer */
export type OpenChannel = (events: ChannelEvents, patienceMs: number) => Channel;

// Shorter notices a dead line sooner; longer costs less.
const PING_INTERVAL_MS = 5000;
// Longer bears slow networks.
const PONG_TIMEOUT_MS = 4000;
const CHECK_TIMEOUT_MS = 1500;

/** Where this page's server listens. */
export function signalUrl(page: Location): string {
  return `${page.protocol === 'https:' ? 'wss' : 'ws'}://${page.host}/api/signal`;
}

/** Opens a channel over a WebSocket that notices by itself when the line is dead. */
export function openSocket(url: string, events: ChannelEvents, patienceMs: number): Channel {
  const socket = new WebSocket(url);
  let over = false;
  let pings = 0;
  let deadline: ReturnType<typeof setTimeout> | undefined;
  const interval = setInterval(() => {
    ping(PONG_TIMEOUT_MS);
  }, PING_INTERVAL_MS);
  expect(patienceMs);

  function finish(): boolean {
    if (over) return false;
    over = true;
    clearInterval(interval);
    clearTimeout(deadline);
    socket.close();
    return true;
  }

  function fail(): void {
    if (finish()) events.closed();
  }

  function expect(timeoutMs: number): void {
    clearTimeout(deadline);
    deadline = setTimeout(fail, timeoutMs);
  }

  function ping(timeoutMs: number): void {
    if (over || socket.readyState !== WebSocket.OPEN) return;
    socket.send(JSON.stringify({ type: 'ping', number: ++pings } satisfies ClientMessage));
    expect(timeoutMs);
  }

  socket.onopen = () => {
    clearTimeout(deadline);
    if (!over) events.opened();
  };
  socket.onmessage = (event: MessageEvent<unknown>) => {
    if (over) return;
    clearTimeout(deadline);
    const message = parse(event.data);
    if (message === null) fail();
    else if (message.type !== 'pong') events.received(message);
  };
  socket.onclose = fail;
  socket.onerror = fail;

  return {
    send: (message) => {
      if (!over && socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    },
    check: () => {
      ping(CHECK_TIMEOUT_MS);
    },
    close: () => void finish(),
  };
}

/** The server is ours, of the version that `entered` names: its messages are as their types say, or the line is broken. */
function parse(data: unknown): ServerMessage | null {
  if (typeof data !== 'string') return null;
  try {
    return JSON.parse(data) as ServerMessage;
  } catch {
    return null;
  }
}
