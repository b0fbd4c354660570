import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { readConfig, VARIABLES } from '../../src/app/config.ts';
import { HOUR, MINUTE } from '../../src/core/clock.ts';
import { AppError } from '../../src/core/errors.ts';

const ROOT = '/srv/blog';

describe('the configuration', () => {
  it('needs no variable at all', () => {
    expect(readConfig({}, ROOT)).toEqual({
      url: 'http://localhost:8014',
      data: '/srv/blog/data',
      secrets: null,
      relays: [],
      domainLimits: { named: new Map(), others: null },
      dkim: null,
      feedback: { ses: null, postmark: null, mailgun: null, sendgrid: null, webhook: null },
      inbound: null,
      port: 8014,
      host: '127.0.0.1',
      trustedProxies: [
        { octets: [127, 0, 0, 0], bits: 8 },
        { octets: [...Array(15).fill(0), 1], bits: 128 },
      ],
      allowedOrigins: [],
      signUpLimits: {
        client: { count: 20, period: HOUR },
        network: { count: 120, period: HOUR },
        all: { count: 2_000, period: HOUR },
        unconfirmed: 100,
      },
      keepConsentIp: false,
      allMailTo: null,
      uncertain: 'hold',
      mailPictures: 'site',
      mailboxAllowed: false,
      deployCommand: null,
      telling: { hub: null, indexNow: null },
      facts: null,
      now: null,
    });
  });

  it('takes the port into the default URL, and drops trailing slashes from a given one', () => {
    expect(readConfig({ PORT: '9000' }, ROOT).url).toBe('http://localhost:9000');
    const given = readConfig(
      { FORTNIGHT_URL: 'https://blog.example.com/', SMTP_URL: 'smtps://mail.example.com' },
      ROOT,
    );
    expect(given.url).toBe('https://blog.example.com');
  });

  it('cannot be changed after it was read', () => {
    expect(Object.isFrozen(readConfig({}, ROOT))).toBe(true);
  });

  it('treats an empty variable as one that is not set', () => {
    expect(readConfig({ SMTP_URL: '', PORT: ' ' }, ROOT)).toEqual(readConfig({}, ROOT));
  });

  it('lists all problems together', () => {
    const problems = problemsOf({
      PORT: '99999',
      HOST: 'no host!',
      FORTNIGHT_URL: 'ftp://example.com',
      FORTNIGHT_SECRET: 'short',
      SMTP_URL: 'mail.example.com',
      FORTNIGHT_MAILBOX: 'yes',
      FORTNIGHT_ALL_MAIL_TO: 'everybody',
      FORTNIGHT_UNCERTAIN: 'guess',
      FORTNIGHT_ULR: 'https://example.com',
    });
    expect(problems).toContain('9 problems');
    for (const name of [
      'PORT',
      'HOST',
      'FORTNIGHT_URL',
      'FORTNIGHT_SECRET',
      'SMTP_URL',
      'FORTNIGHT_MAILBOX',
      'FORTNIGHT_ALL_MAIL_TO is "everybody"',
      'FORTNIGHT_UNCERTAIN is "guess"; allowed is hold or resend',
      'FORTNIGHT_ULR',
    ]) {
      expect(problems).toContain(name);
    }
  });

  it('reads older secrets beside the current one, and refuses them without it', () => {
    const [now, before, first] = ['n'.repeat(32), 'b'.repeat(32), 'f'.repeat(32)];
    const environment = { FORTNIGHT_SECRET: now, FORTNIGHT_SECRET_PREVIOUS: ` ${before}  ${first} ` };
    expect(readConfig(environment, ROOT).secrets).toEqual({
      current: now,
      older: [before, first],
      addressKey: null,
    });
    expect(problemsOf({ FORTNIGHT_SECRET_PREVIOUS: before })).toContain('set both or neither');
    const short = problemsOf({ FORTNIGHT_SECRET: now, FORTNIGHT_SECRET_PREVIOUS: `${before} hunter2` });
    expect(short).toContain('FORTNIGHT_SECRET_PREVIOUS has a secret that is too short');
    expect(short).not.toContain('hunter2');
  });

  it('never repeats a secret or a password', () => {
    const problems = problemsOf({
      FORTNIGHT_SECRET: 'hunter2',
      SMTP_URL: 'hppt://me:hunter2@mail.example.com',
    });
    expect(problems).not.toContain('hunter2');
  });

  it('refuses the embedded mailbox for a public site, unless it is asked for', () => {
    expect(problemsOf({ FORTNIGHT_URL: 'https://blog.example.com' })).toContain('FORTNIGHT_MAILBOX=allow');
    const allowed = readConfig(
      { FORTNIGHT_URL: 'https://blog.example.com', FORTNIGHT_MAILBOX: 'allow' },
      ROOT,
    );
    expect(allowed.mailboxAllowed).toBe(true);
    expect(readConfig({ FORTNIGHT_URL: 'http://127.0.0.1:80' }, ROOT).relays).toEqual([]);
  });
});

describe('the keys that sign mail', () => {
  const dkimOf = (DKIM_KEY: string, more: Record<string, string> = {}) =>
    readConfig({ DKIM_KEY, ...more }, ROOT).dkim;

  it('are files in the workspace or anywhere, and their names are the selectors', () => {
    expect(dkimOf('data/dkim/fortnight-rsa.pem, /etc/keys/s2.pem')).toEqual({
      keys: [
        { selector: 'fortnight-rsa', file: '/srv/blog/data/dkim/fortnight-rsa.pem' },
        { selector: 's2', file: '/etc/keys/s2.pem' },
      ],
      domain: null,
    });
  });

  it('can have selectors that are not their names', () => {
    expect(dkimOf('mail=/etc/dkim_key,2027.a=b=c.pem')?.keys).toEqual([
      { selector: 'mail', file: '/etc/dkim_key' },
      { selector: '2027.a', file: '/srv/blog/b=c.pem' },
    ]);
  });

  it('sign for another domain when one is set', () => {
    expect(dkimOf('a.pem', { DKIM_DOMAIN: 'News.B\u00fccher.example' })?.domain).toBe(
      'news.xn--bcher-kva.example',
    );
  });

  it.each([
    ['a name that is no selector', { DKIM_KEY: '/etc/dkim_key' }, 'selector=file'],
    ['a comma too many', { DKIM_KEY: 'a.pem,' }, 'DKIM_KEY is "a.pem,"'],
    ['a selector without a file', { DKIM_KEY: 'mail=' }, 'DKIM_KEY is "mail="'],
    ['a domain that is none', { DKIM_KEY: 'a.pem', DKIM_DOMAIN: 'a b' }, 'DKIM_DOMAIN is "a b"'],
    ['a domain without a key', { DKIM_DOMAIN: 'blog.example' }, 'set both or neither'],
  ])('cannot be %s', (_what, environment, words) => {
    expect(problemsOf(environment)).toContain(words);
  });
});

describe('the doors', () => {
  it('are told which proxies, origins and limits to go by', () => {
    const read = readConfig(
      {
        FORTNIGHT_TRUSTED_PROXIES: '10.0.0.0/8, 2001:db8::1',
        FORTNIGHT_ALLOWED_ORIGINS: 'https://www.example.com/, http://localhost:8080',
        FORTNIGHT_SIGNUP_LIMITS: 'client=5/m, unconfirmed=7/h',
        FORTNIGHT_CONSENT_IP: 'keep',
      },
      ROOT,
    );
    expect(read.trustedProxies.map(({ bits }) => bits)).toEqual([8, 128]);
    expect(read.allowedOrigins).toEqual(['https://www.example.com', 'http://localhost:8080']);
    expect(read.signUpLimits).toMatchObject({
      client: { count: 5, period: MINUTE },
      network: { count: 120, period: HOUR },
      unconfirmed: 7,
    });
    expect(read.keepConsentIp).toBe(true);
    expect(readConfig({ FORTNIGHT_TRUSTED_PROXIES: 'none' }, ROOT).trustedProxies).toEqual([]);
  });

  it.each([
    ['FORTNIGHT_TRUSTED_PROXIES', '10.0.0.0/33'],
    ['FORTNIGHT_TRUSTED_PROXIES', 'proxy.example.com'],
    ['FORTNIGHT_ALLOWED_ORIGINS', 'https://www.example.com/blog'],
    ['FORTNIGHT_ALLOWED_ORIGINS', 'www.example.com'],
    ['FORTNIGHT_ALLOWED_ORIGINS', '*'],
    ['FORTNIGHT_ALLOWED_ORIGINS', 'null'],
    ['FORTNIGHT_SIGNUP_LIMITS', 'client=0/h'],
    ['FORTNIGHT_SIGNUP_LIMITS', 'client=20'],
    ['FORTNIGHT_SIGNUP_LIMITS', 'everybody=20/h'],
    ['FORTNIGHT_SIGNUP_LIMITS', 'unconfirmed=20/m'],
    ['FORTNIGHT_CONSENT_IP', 'yes'],
  ])('are not told %s=%s', (name, value) => {
    const said = name === 'FORTNIGHT_CONSENT_IP' ? `${name} is "${value}"` : `${name} has "${value}"`;
    expect(problemsOf({ [name]: value })).toContain(said);
  });
});

describe('docs/configuration.md', () => {
  it('lists every variable with its default and its meaning, and no other', async () => {
    const text = await readFile(new URL('../../docs/configuration.md', import.meta.url), 'utf8');
    for (const variable of VARIABLES) {
      expect(text).toContain(`| \`${variable.name}\` | ${variable.default} | ${variable.meaning} |`);
    }
    const listed = [...text.matchAll(/^\| `([A-Z_0-9]+)` \|/gm)].map((match) => match[1]);
    expect(listed).toEqual(VARIABLES.map((variable) => variable.name));
  });
});

function problemsOf(environment: Record<string, string>): string {
  try {
    readConfig(environment, ROOT);
  } catch (error) {
    if (error instanceof AppError && error.code === 'configuration') return error.message;
    throw error;
  }
  throw new Error('expected problems, found none');
}
