import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/app/config.ts';
import { AppError } from '../../src/core/errors.ts';

const ROOT = '/srv/blog';
const read = (environment: Readonly<Record<string, string>>) => readConfig(environment, ROOT);

function problemsOf(environment: Readonly<Record<string, string>>): string {
  try {
    read(environment);
  } catch (error) {
    if (error instanceof AppError) return error.message;
  }
  throw new Error('nothing was wrong');
}

describe('the relays', () => {
  it('come in the order of their variables, each named by its account and never by its password', () => {
    const { relays } = read({
      SMTP_URL_3: 'smtps://ali:s3cret@backup.example.com',
      SMTP_URL: 'smtp://ali:s3cret@mail.example.com:587',
    });
    expect(relays.map(({ variable, id }) => [variable, id])).toEqual([
      ['SMTP_URL', 'ali@mail.example.com:587'],
      ['SMTP_URL_3', 'ali@backup.example.com:465'],
    ]);
  });

  it('have no limits unless their URL says so', () => {
    const [relay] = read({ SMTP_URL: 'smtp://mail.example.com' }).relays;
    expect(relay?.limits).toEqual({ perSecond: null, hourly: null, daily: null, warmUp: [] });
  });

  it.each([
    ['14', 14],
    ['14/s', 14],
    ['0.5', 0.5],
    ['90/m', 1.5],
    ['7200/h', 2],
  ])('may have a rate of %s, which is %d a second', (rate, perSecond) => {
    const [relay] = read({ SMTP_URL: `smtp://mail.example.com?rate=${rate}` }).relays;
    expect(relay?.limits.perSecond).toBe(perSecond);
  });

  it('may have quotas and a warm-up', () => {
    const [relay] = read({
      SMTP_URL: 'smtp://mail.example.com?hourly=500&daily=2000&warmup=50,100,200',
    }).relays;
    expect(relay?.limits).toEqual({ perSecond: null, hourly: 500, daily: 2_000, warmUp: [50, 100, 200] });
  });

  it.each(['rate=0', 'rate=fast', 'rate=5/d', 'hourly=-1', 'daily=1.5', 'warmup=50,,100', 'warmup=0'])(
    'with %s are refused, in words that say what is allowed',
    (query) => {
      const problems = problemsOf({ SMTP_URL: `smtp://ali:s3cret@mail.example.com?${query}` });
      expect(problems).toContain(`SMTP_URL has ${query.split('=')[0]}=`);
      expect(problems).toContain('allowed is');
      expect(problems).not.toContain('s3cret');
    },
  );

  it('must not name one account twice, as its limits would count twice', () => {
    const url = 'smtp://ali:s3cret@mail.example.com:587';
    expect(problemsOf({ SMTP_URL: url, SMTP_URL_2: `${url}?rate=5` })).toContain(
      'SMTP_URL_2 names the same account as SMTP_URL',
    );
  });
});

describe('limits by recipient domain', () => {
  it('are a rate, connections, or both; a star is every other domain', () => {
    const { named, others } = read({
      SMTP_DOMAIN_LIMITS: 'Gmail.com=5/s:4, outlook.com=:2, *=30/m',
    }).domainLimits;
    expect([...named]).toEqual([
      ['gmail.com', { perSecond: 5, connections: 4 }],
      ['outlook.com', { perSecond: null, connections: 2 }],
    ]);
    expect(others).toEqual({ perSecond: 0.5, connections: null });
  });

  it.each(['gmail.com', 'gmail.com=', 'gmail.com=often', 'gmail.com=0', 'gmail.com=5:0', '=5'])(
    'written as %s are refused',
    (typed) => {
      expect(problemsOf({ SMTP_DOMAIN_LIMITS: typed })).toContain(`SMTP_DOMAIN_LIMITS has "${typed}"`);
    },
  );
});
