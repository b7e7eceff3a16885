import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { connect, createServer, type AddressInfo } from 'node:net';
import { test } from 'node:test';
import { eventually, throughout } from '../../src/eventually.ts';
import { Link, type Tap } from '../../src/link.ts';

test('a link carries TCP and UDP, nothing while it is cut, and TCP without loss after', async () => {
  const echo = createServer((socket) => socket.pipe(socket));
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
  const { port } = echo.address() as AddressInfo;
  const udpEcho = createSocket('udp4');
  udpEcho.on('message', (packet, from) => udpEcho.send(packet, from.port, from.address));
  await new Promise<void>((resolve) => udpEcho.bind(port, '127.0.0.1', resolve));

  const passed: string[] = [];
  const tap: Tap = {
    connection: (to) => (way, piece) => passed.push(`${to} ${way} ${piece.toString()}`),
    datagram: (way, packet) => passed.push(`datagram ${way} ${packet.toString()}`),
  };
  const link = await Link.open(port, [port], { delayMs: 20, tap });
  const tcp = connect(link.httpPort, '127.0.0.1');
  const udp = createSocket('udp4');
  try {
    let stream = '';
    let packets = '';
    tcp.on('data', (text: Buffer) => (stream += text.toString()));
    udp.on('message', (text: Buffer) => (packets += text.toString()));
    const send = (text: string): void => {
      tcp.write(text);
      udp.send(text, link.mediaPorts[port]!, '127.0.0.1');
    };
    send('a');
    await eventually('both are back', () => assert.deepEqual([stream, packets], ['a', 'a']));
    link.cut();
    send('b');
    await throughout('nothing passes', 300, () => assert.deepEqual([stream, packets], ['a', 'a']));
    link.mend();
    send('c');
    await eventually('TCP is whole', () => assert.deepEqual([stream, packets], ['abc', 'ac']));
    for (const what of ['pages up a', 'pages down a', 'datagram up a', 'datagram down a', 'datagram up c'])
      assert.ok(passed.includes(what), what);
  } finally {
    tcp.destroy();
    udp.close();
    link.close();
    echo.close();
    udpEcho.close();
  }
});
