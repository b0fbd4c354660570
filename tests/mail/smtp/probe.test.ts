import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { VirtualClock } from '../../../src/core/clock.ts';
import { IMPATIENT, probe } from './probing.ts';
import { type ScriptedOptions, scriptedServer } from './scripted-server.ts';

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return address.port;
}

describe('a relay in plain text', () => {
  it('that works is told of: its words, what it offers, how long each step took, and no mail was sent', async () => {
    const can = ['PIPELINING', '8BITMIME', 'SIZE 1000', 'AUTH PLAIN LOGIN', 'DSN', 'ENHANCEDSTATUSCODES'];
    const clock = new VirtualClock(Date.UTC(2026, 11, 8));
    const script: ScriptedOptions['script'] = (step) => {
      clock.advance({ connect: 7, EHLO: 20, AUTH: 300, QUIT: 4 }[step] ?? 0);
      return step === 'AUTH' ? '235 2.7.0 welcome' : undefined;
    };
    const server = await scriptedServer({ can, script });
    const found = await probe(`smtp://ali:secret@127.0.0.1:${server.port}`, { clock });
    expect(found).toEqual({
      host: '127.0.0.1',
      port: server.port,
      security: 'plain',
      greeting: '220 scripted.example ESMTP',
      tls: null,
      offers: {
        pipelining: true,
        eightBitMime: true,
        smtpUtf8: false,
        startTls: false,
        dsn: true,
        chunking: false,
        sizeLimit: 1000,
        auth: ['PLAIN', 'LOGIN'],
      },
      login: 'worked',
      steps: [
        // Before the first word of ours, the server had greeted already.
        { step: 'connect', milliseconds: expect.any(Number) },
        { step: 'greeting', milliseconds: expect.any(Number) },
        { step: 'EHLO', milliseconds: 20 },
        { step: 'login', milliseconds: 300 },
        { step: 'QUIT', milliseconds: 4 },
      ],
      failure: null,
    });
    expect(found.steps.reduce((sum, { milliseconds }) => sum + milliseconds, 0)).toBe(331);
    expect(server.heard.map((line) => line.split(' ')[0])).toEqual(['EHLO', 'AUTH', 'QUIT']);
  });

  it('without a user name is not logged in to', async () => {
    const server = await scriptedServer();
    expect(await probe(server.url)).toMatchObject({ login: 'not-asked', failure: null });
  });

  it.each<[string, string, ScriptedOptions, string, object]>([
    [
      'that knows no such password',
      'ali:s3cret@',
      { can: ['AUTH PLAIN'], script: (step) => (step === 'AUTH' ? '535 5.7.8 no' : undefined) },
      'login-refused',
      { step: 'login', detail: '535 5.7.8 no' },
    ],
    [
      'that cannot look passwords up just now',
      'ali:s3cret@',
      { can: ['AUTH PLAIN'], script: (step) => (step === 'AUTH' ? '454 4.7.0 later' : undefined) },
      'turned-away',
      { step: 'login', detail: '454 4.7.0 later' },
    ],
    ['that offers no login', 'ali:s3cret@', { can: [] }, 'login-impossible', { step: 'login' }],
    [
      'that has no time',
      '',
      { script: (step) => (step === 'connect' ? '421 4.3.2 too busy' : undefined) },
      'turned-away',
      { step: 'greeting', detail: '421 4.3.2 too busy' },
    ],
    [
      'that hangs up',
      '',
      { script: (step) => (step === 'EHLO' ? 'drop' : undefined) },
      'hung-up',
      { step: 'EHLO' },
    ],
    [
      'that falls silent',
      '',
      { script: (step) => (step === 'EHLO' ? 'silence' : undefined) },
      'no-answer',
      { step: 'EHLO' },
    ],
    [
      'that speaks of other things',
      '',
      { script: (step) => (step === 'connect' ? { raw: '+OK POP3 ready\r\n' } : undefined) },
      'not-smtp',
      { step: 'greeting', detail: expect.stringContaining('+OK POP3 ready') },
    ],
  ])('%s', async (_what, login, options, trouble, more) => {
    const server = await scriptedServer(options);
    const found = await probe(
      `smtp://${login}127.0.0.1:${server.port}`,
      trouble === 'no-answer' ? { timeouts: IMPATIENT } : {},
    );
    expect(found.failure).toMatchObject({ trouble, help: expect.stringMatching(/.{20}/), ...more });
    expect(found.steps.at(-1)?.step).toBe(found.failure?.step);
    expect(JSON.stringify(found)).not.toContain('s3cret');
    if (login !== '') expect(found.login).toBe('failed');
  });
});

describe('what is no relay:', () => {
  it('a port nobody listens at', async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
      });
    });
    expect((await probe(`smtp://127.0.0.1:${port}`)).failure).toMatchObject({
      step: 'connect',
      trouble: 'connection-refused',
      help: expect.stringContaining(`127.0.0.1:${port}`),
    });
  });

  it('a name without an address', async () => {
    // Without a network the resolver itself cannot be asked.
    const { failure } = await probe('smtp://mail.invalid');
    expect(failure?.step).toBe('connect');
    expect(['host-not-found', 'dns-failed', 'no-answer']).toContain(failure?.trouble);
  });

  it('a port that keeps silent', async () => {
    const port = await listening(createServer((socket) => void socket.on('error', () => undefined).resume()));
    expect((await probe(`smtp://127.0.0.1:${port}`, { timeouts: IMPATIENT })).failure).toMatchObject({
      step: 'greeting',
      trouble: 'no-answer',
    });
  });

  it('a web server, which waits to be spoken to first', async () => {
    const port = await listening(createHttpServer((_, response) => void response.end('hello')));
    expect((await probe(`smtp://127.0.0.1:${port}`, { timeouts: IMPATIENT })).failure).toMatchObject({
      step: 'greeting',
      trouble: 'http-server',
    });
  });

  it('a web server that speaks at once', async () => {
    const port = await listening(
      createServer((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    );
    expect((await probe(`smtp://127.0.0.1:${port}`)).failure).toMatchObject({ trouble: 'http-server' });
  });

  it('a URL that is none', async () => {
    await expect(probe('http://127.0.0.1')).rejects.toMatchObject({ code: 'configuration' });
  });

  it('a test that is called off', async () => {
    const server = await scriptedServer({ script: (step) => (step === 'EHLO' ? 'silence' : undefined) });
    const calling = new AbortController();
    const found = probe(server.url, { timeouts: {} }, calling.signal);
    await expect.poll(() => server.heard.length).toBe(1);
    calling.abort();
    expect((await found).failure).toMatchObject({ step: 'EHLO', trouble: 'called-off' });
  });
});
