import { describe, expect, it } from 'vitest';
import { readInbound } from '../../src/app/inbound-settings.ts';

function reading(environment: Readonly<Record<string, string>>) {
  const problems: string[] = [];
  const settings = readInbound((name) => environment[name] ?? null, problems);
  return { settings, problems };
}

describe('how mail comes in', () => {
  it('is not at all, unless an address is named', () => {
    expect(reading({})).toEqual({ settings: null, problems: [] });
  });

  it('is by a listener at a domain of its own', () => {
    const { settings, problems } = reading({
      INBOUND_ADDRESS: '@News.Example.org',
      INBOUND_LISTEN: 'lmtp://127.0.0.1:2424',
    });
    expect(problems).toEqual([]);
    expect(settings).toEqual({
      address: { local: null, domain: 'news.example.org' },
      listen: { protocol: 'lmtp', host: '127.0.0.1', port: 2424 },
      mailbox: null,
      forward: 'author',
    });
  });

  it('is from a mailbox, in which the author reads what people write', () => {
    const { settings, problems } = reading({
      INBOUND_ADDRESS: 'news@example.org',
      IMAP_URL: 'imaps://news%40example.org:p%2Fw@imap.example.org/Lists',
    });
    expect(problems).toEqual([]);
    expect(settings).toEqual({
      address: { local: 'news', domain: 'example.org' },
      listen: null,
      mailbox: {
        host: 'imap.example.org',
        port: 993,
        security: 'tls',
        user: 'news@example.org',
        password: 'p/w',
        folder: 'Lists',
      },
      forward: 'nobody',
    });
  });

  it('is encrypted, unless the mailbox is on this machine', () => {
    const securityAt = (host: string) =>
      reading({ INBOUND_ADDRESS: 'a@example.org', IMAP_URL: `imap://a:b@${host}` }).settings?.mailbox
        ?.security;
    expect([securityAt('imap.example.org'), securityAt('127.0.0.1:1143')]).toEqual(['starttls', 'plain']);
  });

  it.each([
    ['INBOUND_ADDRESS', 'news+letters@example.org'],
    ['INBOUND_ADDRESS', 'a-rather-long-name@example.org'],
    ['INBOUND_ADDRESS', '@nowhere'],
    ['INBOUND_LISTEN', '127.0.0.1:25'],
    ['IMAP_URL', 'https://user:geheim@example.org'],
    ['IMAP_URL', 'imaps://imap.example.org'],
    ['INBOUND_FORWARD', 'somebody'],
  ])('is a problem that is named where %s is %s', (name, text) => {
    const { problems } = reading({ INBOUND_ADDRESS: 'news@example.org', [name]: text });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(name);
    expect(problems[0]).not.toContain('geheim');
  });

  it('needs the address as soon as anything else is said', () => {
    expect(reading({ INBOUND_LISTEN: 'smtp://127.0.0.1:2525' }).problems).toEqual([
      'INBOUND_LISTEN is set and INBOUND_ADDRESS is not: set it to the address whose mail comes in',
    ]);
  });
});
