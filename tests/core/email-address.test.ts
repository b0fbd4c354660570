import { describe, expect, it } from 'vitest';
import {
  type EmailAddress,
  parseEmailAddress,
  redactAddress,
  uniqueForm,
} from '../../src/core/email-address.ts';

describe('an email address', () => {
  it.each([
    ['alice@example.org', 'alice@example.org'],
    ['  alice@example.org \n', 'alice@example.org'],
    ['Alice.Smith+news@Example.ORG', 'Alice.Smith+news@example.org'],
    ["o'brien@sub.example.co.uk", "o'brien@sub.example.co.uk"],
    ['bob@bücher.example', 'bob@xn--bcher-kva.example'],
    ['carol@localhost', 'carol@localhost'],
  ])('%j is read as %s', (typed, address) => {
    expect(parseEmailAddress(typed)).toEqual({ ok: true, address });
  });

  it.each([
    ['', 'is needed'],
    ['alice', '@ is missing'],
    ['@example.org', 'before the @ is missing'],
    ['alice@', 'not a domain name'],
    ['alice@example', 'not a domain name'],
    ['alice@-example.org', 'not a domain name'],
    ['alice@exa mple.org', 'spaces'],
    ['alice@example.org\r\nBcc: bob@example.org', 'spaces or control'],
    ['alice\u0000@example.org', 'control'],
    ['al..ice@example.org', 'dot'],
    ['.alice@example.org', 'dot'],
    ['alice@[127.0.0.1]', 'not a domain name'],
    ['alice@10.0.0.1', 'not a domain name'],
    ['"a b"@example.org', 'spaces'],
    ['<alice@example.org>', 'not allowed'],
    ['alice,bob@example.org', 'not allowed'],
    ['älice@example.org', 'ASCII'],
    [`${'a'.repeat(65)}@example.org`, 'too long'],
    [`alice@${'a'.repeat(64)}.org`, 'not a domain name'],
    [
      `${'a'.repeat(64)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(20)}.org`,
      'too long',
    ],
  ])('%j is refused, and says why: %s', (typed, reason) => {
    const parsed = parseEmailAddress(typed);
    expect(parsed.ok).toBe(false);
    expect(parsed.ok ? '' : parsed.reason).toContain(reason);
  });

  it('counts once whatever its capitals', () => {
    const parsed = parseEmailAddress('ALICE@Example.org');
    expect(parsed.ok && uniqueForm(parsed.address)).toBe('alice@example.org');
  });

  it('is shown in logs without its local part', () => {
    expect(redactAddress('alice@example.org')).toBe('a…@example.org');
  });

  it('is not just any string', () => {
    // @ts-expect-error a raw string is no EmailAddress
    const address: EmailAddress = 'alice@example.org';
    expect(address).toBeDefined();
  });
});
