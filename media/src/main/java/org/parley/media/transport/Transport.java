package org.parley.media.transport;

/** How a datagram travels. */
public enum Transport {
  UDP,
  /** A TCP connection opened by the client, framed by RFC 4571 (RFC 6544 passive candidate). */
  TCP
}
