import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type EmailAddress,
  parseEmailAddress,
  redactAddress,
  uniqueForm,
} from '../../src/core/email-address.ts';
import { runs } from '../support/runs.ts';

describe('an email address', () => {
  it.each([
    ['alice@example.org', 'alice@example.org'],
    ['  alice@example.org \n', 'alice@example.org'],
    ['Alice.Smith+news@Example.ORG', 'Alice.Smith+news@example.org'],
    ["o'brien@sub.example.co.uk", "o'brien@sub.example.co.uk"],
    ["!#$%&'*+-/=?^_`{|}~@example.org", "!#$%&'*+-/=?^_`{|}~@example.org"],
    ['a@b.cd', 'a@b.cd'],
    ['1@2.org', '1@2.org'],
    ['alice@a-b--c.example', 'alice@a-b--c.example'],
    ['alice@xn--bcher-kva.example', 'alice@xn--bcher-kva.example'],
    ['bob@bücher.example', 'bob@xn--bcher-kva.example'],
    ['bob@BÜCHER.example', 'bob@xn--bcher-kva.example'],
    ['bob@straße.example', 'bob@xn--strae-oqa.example'],
    ['bob@пример.рф', 'bob@xn--e1afmkfd.xn--p1ai'],
    ['bob@ドメイン名例.jp', 'bob@xn--eckwd4c7cu47r2wf.jp'],
    ['bob@abc한국.kr', 'bob@xn--abc-ot8lk11n.kr'],
    ['bob@שלום.example', 'bob@xn--9dbne9b.example'],
    ['bob@ｅxample。org', 'bob@example.org'],
    ['carol@localhost', 'carol@localhost'],
    [`${'a'.repeat(64)}@example.org`, `${'a'.repeat(64)}@example.org`],
    [`alice@${'a'.repeat(63)}.org`, `alice@${'a'.repeat(63)}.org`],
  ])('%j is read as %s', (typed, address) => {
    expect(parseEmailAddress(typed)).toEqual({ ok: true, address });
  });

  it.each([
    ['', 'an email address is needed'],
    ['   ', 'an email address is needed'],
    ['alice', 'the @ is missing'],
    ['alice＠example.org', 'the @ is missing'],
    ['alice at example.org', 'cannot contain spaces'],
    ['@example.org', 'before the @ is missing'],
    ['alice@', 'after the @ is missing'],
    ['@', 'before the @ is missing'],
    ['alice@@example.org', 'more than one @'],
    ['alice@bob@example.org', 'more than one @'],
    ['mailto:alice@example.org', 'leave out "mailto:"'],
    ['<alice@example.org>', 'only the address is needed'],
    ['Alice <alice@example.org>', 'only the address is needed'],
    ['alice@example.org, bob@example.org', 'only one address'],
    ['alice@example.org;bob@example.org', 'only one address'],
    ['"alice"@example.org', 'quotation marks'],
    ['"a b"@example.org', 'quotation marks'],
    ['"a@b"@example.org', 'quotation marks'],
    ['alice."b"@example.org', 'quotation marks'],
    ['al"ice@example.org', 'not allowed'],
    ['(comment)alice@example.org', 'comments'],
    ['alice(comment)@example.org', 'comments'],
    ['alice@(comment)example.org', 'comments'],
    ['alice@exa mple.org', 'spaces'],
    ['alice @example.org', 'spaces'],
    ['alice@example.org\r\nBcc: bob@example.org', 'line breaks or control'],
    ['alice\u0000@example.org', 'control'],
    ['alice\u007f@example.org', 'control'],
    ['alice\u2028@example.org', 'line breaks'],
    ['alice\u200b@example.org', 'invisible'],
    ['alice@exam\u00adple.org', 'invisible'],
    ['alice\u202e@example.org', 'invisible'],
    ['al,ice@example.org', 'not allowed'],
    ['al:ice@example.org', 'not allowed'],
    ['al\\ice@example.org', 'not allowed'],
    ['al[ice]@example.org', 'not allowed'],
    ['al..ice@example.org', 'a dot before the @'],
    ['.alice@example.org', 'a dot before the @'],
    ['alice.@example.org', 'a dot before the @'],
    ['älice@example.org', 'outside ASCII before the @'],
    ['иван@пример.рф', 'outside ASCII before the @'],
    ['用户@例子.广告', 'outside ASCII before the @'],
    ['alice😀@example.org', 'outside ASCII before the @'],
    ['alice@example', 'it has no dot'],
    ['alice@.example.org', 'a dot after the @'],
    ['alice@example..org', 'a dot after the @'],
    ['alice@example.org.', 'the dot at the end'],
    ['alice@example。org。', 'the dot at the end'],
    ['alice@-example.org', 'not a domain name'],
    ['alice@example-.org', 'not a domain name'],
    ['alice@xn--a.org', 'not a domain name'],
    ['alice@example.123', 'not a domain name'],
    ['alice@0x7f.1', 'not a domain name'],
    ['alice@exam_ple.org', 'not allowed'],
    ['alice@exam%70le.org', 'not allowed'],
    ['alice@example.org/path', 'not allowed'],
    ['alice@example.org:25', 'not allowed'],
    ['alice@i❤.example', 'not allowed'],
    ['alice@[127.0.0.1]', 'an IP address'],
    ['alice@[IPv6:2001:db8::1]', 'an IP address'],
    ['alice@10.0.0.1', 'an IP address'],
    ['alice@pаypal.example', 'different alphabets'],
    ['alice@xn--pypal-4ve.example', 'different alphabets'],
    ['alice@ελλάδaα.example', 'different alphabets'],
    [`${'a'.repeat(65)}@example.org`, 'too long (at most 64'],
    [`alice@${'a'.repeat(64)}.org`, 'too long (at most 63'],
    [`a@${`${'b'.repeat(61)}.`.repeat(4)}example.org`, 'too long (at most 253'],
    [
      `${'a'.repeat(64)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(20)}.org`,
      'too long (at most 254',
    ],
  ])('%j is refused, and says why: %s', (typed, reason) => {
    const parsed = parseEmailAddress(typed);
    expect(parsed.ok).toBe(false);
    expect(parsed.ok ? '' : parsed.reason).toContain(reason);
  });

  it('never lets anything through that could end a line, an envelope or a header', () => {
    const typed = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.tuple(fc.string({ maxLength: 12 }), fc.domain()).map((parts) => parts.join('@')),
      fc.stringMatching(/^[a-z."<>@\\ \r\n,;:()[\]-]{1,30}$/),
    );
    const property = fc.property(typed, (text) => {
      const parsed = parseEmailAddress(text);
      if (!parsed.ok) return parsed.reason !== '';
      const again = parseEmailAddress(parsed.address);
      return (
        /^[\x21-\x7e]{1,64}@[a-z0-9.-]{1,253}$/.test(parsed.address) &&
        !/[<>()[\]\\,;:" ]/.test(parsed.address) &&
        again.ok &&
        again.address === parsed.address
      );
    });
    fc.assert(property, runs(20261208, 1_000));
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
