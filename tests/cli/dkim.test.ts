import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { ResolveTxt } from '../../src/app/check-dkim.ts';
import { check } from '../../src/cli/commands/dkim.ts';
import { AppError } from '../../src/core/errors.ts';
import { ED25519_PEM, RSA_PEM } from '../mail/dkim/keys-for-tests.ts';
import { answered, fortnight } from '../support/bare-workspace.ts';
import { emptyWorkspace } from '../support/workspaces.ts';

const RSA = 'data/dkim/fortnight-rsa.pem';
const ED25519 = 'data/dkim/fortnight-ed25519.pem';
const KEYS = { DKIM_KEY: `${RSA},${ED25519}` };
const RSA_NAME = 'fortnight-rsa._domainkey.blog.example';
const ED25519_NAME = 'fortnight-ed25519._domainkey.blog.example';

let root: string;

beforeEach(async () => {
  root = emptyWorkspace();
  await fortnight(root, ['init', '--zone', 'Etc/UTC', '--email', 'ali@blog.example']);
});

function say(argv: readonly string[], variables: Readonly<Record<string, string>> = {}) {
  return fortnight(root, ['dkim', ...argv], undefined, variables);
}

/** Two keys where `keygen` puts them; making new ones takes its time. */
function placeKeys(): void {
  mkdirSync(join(root, 'data', 'dkim'), { recursive: true });
  writeFileSync(join(root, RSA), RSA_PEM, { mode: 0o600 });
  writeFileSync(join(root, ED25519), ED25519_PEM, { mode: 0o600 });
}

/** Whatever should have been refused. */
async function refusal(promise: Promise<unknown>): Promise<AppError> {
  const error = await promise.then(
    () => new Error('it was not refused'),
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error;
  throw error;
}

describe('fortnight dkim keygen', () => {
  test('makes two files that their owner alone can read', async () => {
    const { code, out } = await say(['keygen']);
    expect(code).toBe(0);
    expect(out).toContain(`new ${RSA}\nnew ${ED25519}\n`);
    for (const file of [RSA, ED25519]) expect(statSync(join(root, file)).mode & 0o777).toBe(0o600);
  });

  test('prints each record whole and as a line of a zone file, and what to set', async () => {
    const { out } = await say(['keygen']);
    expect(out).toContain('Publish these TXT records in the DNS of blog.example:');
    expect(out).toMatch(new RegExp(`^${RSA_NAME}\nv=DKIM1; k=rsa; p=[A-Za-z0-9+/=]{392}$`, 'm'));
    expect(out).toMatch(new RegExp(`^${RSA_NAME}\\. IN TXT \\( "[^"]{255}" "[^"]+" \\)$`, 'm'));
    expect(out).toMatch(new RegExp(`^${ED25519_NAME}\\. IN TXT "v=DKIM1; k=ed25519; p=.{44}"$`, 'm'));
    expect(out).toMatch(new RegExp(`^DKIM_KEY=${RSA},${ED25519}$`, 'm'));
    expect(out).not.toContain('DKIM_DOMAIN');
    expect(out).not.toContain('PRIVATE');
  });

  test('overwrites nothing, not even when one of the two is gone', async () => {
    writeFileSync(join(root, 'fortnight-ed25519.pem'), 'precious\n');
    const { code, help } = await refusal(say(['keygen', '--folder', '.']));
    expect([code, help]).toEqual(['conflict', expect.stringContaining('--name')]);
    expect(readFileSync(join(root, 'fortnight-ed25519.pem'), 'utf8')).toBe('precious\n');
    expect(existsSync(join(root, 'fortnight-rsa.pem'))).toBe(false);
  });

  test('makes keys under another name beside the old ones, for another domain, as JSON', async () => {
    placeKeys();
    const { out } = await say(['keygen', '--name', '2027', '--domain', 'B\u00fccher.example', '--json']);
    const { records, variables, domain } = JSON.parse(out);
    expect(domain).toBe('xn--bcher-kva.example');
    expect(records.map(({ name }: { name: string }) => name)).toEqual([
      '2027-rsa._domainkey.xn--bcher-kva.example',
      '2027-ed25519._domainkey.xn--bcher-kva.example',
    ]);
    expect(variables).toEqual({
      DKIM_KEY: 'data/dkim/2027-rsa.pem,data/dkim/2027-ed25519.pem',
      DKIM_DOMAIN: 'xn--bcher-kva.example',
    });
  });

  test.each([
    ['a name that DNS cannot have', ['--name', 'a_b'], 'invalid'],
    ['a folder that DKIM_KEY cannot name', ['--folder', 'a,b'], 'invalid'],
  ])('refuses %s, and makes nothing', async (_what, options, code) => {
    expect((await refusal(say(['keygen', ...options]))).code).toBe(code);
    expect(existsSync(join(root, 'data'))).toBe(false);
  });

  test('makes nothing while no domain is known', async () => {
    const calendar = join(root, 'calendar', 'calendar.yaml');
    writeFileSync(calendar, 'nothing of a calendar');
    expect((await refusal(say(['keygen']))).code).toBe('configuration');
    expect(existsSync(join(root, 'data'))).toBe(false);
    expect((await say(['keygen', '--domain', 'blog.example'])).code).toBe(0);
  });

  test('takes no domain that is none', async () => {
    expect((await say(['keygen', '--domain', 'a b'])).code).toBe(2);
  });
});

describe('fortnight dkim show', () => {
  test('prints the same records again', async () => {
    const made = JSON.parse((await say(['keygen', '--json'])).out);
    expect(JSON.parse((await say(['show', '--json'], KEYS)).out)).toEqual(made);
    const { out } = await say(['show'], KEYS);
    for (const { name, value, zoneLine } of made.records) {
      expect(out).toContain(`${name}\n${value}\n`);
      expect(out).toContain(zoneLine);
    }
  });

  test('goes by the selector and the domain that are set', async () => {
    placeKeys();
    const variables = { DKIM_KEY: `mail=${RSA}`, DKIM_DOMAIN: 'Example.org' };
    const shown = JSON.parse((await say(['show', '--json'], variables)).out);
    expect(shown.records).toMatchObject([{ selector: 'mail', name: 'mail._domainkey.example.org' }]);
    expect(shown.variables).toEqual({ DKIM_KEY: `mail=${RSA}`, DKIM_DOMAIN: 'example.org' });
  });

  test('warns of a key that others can read', async () => {
    placeKeys();
    expect((await say(['show'], KEYS)).err).toBe('');
    chmodSync(join(root, RSA), 0o640);
    expect((await say(['show'], KEYS)).err).toContain(`chmod 600 ${join(root, RSA)}`);
  });

  test('says what to do when there is no key, or no file', async () => {
    const unset = await refusal(say(['show']));
    expect([unset.code, unset.message]).toEqual(['configuration', expect.stringContaining('DKIM_KEY')]);
    const missing = await refusal(say(['show'], KEYS));
    expect([missing.code, missing.message]).toEqual([
      'configuration',
      expect.stringContaining(join(root, RSA)),
    ]);
  });
});

describe('fortnight dkim check', () => {
  let values: Record<string, string>;

  beforeEach(async () => {
    placeKeys();
    const { records } = JSON.parse((await say(['show', '--json'], KEYS)).out);
    values = Object.fromEntries(records.map(({ name, value }: Record<string, string>) => [name, value]));
  });

  /** DNS as it would be with these texts; a name that has none is not found. */
  const dnsWith =
    (texts: Readonly<Record<string, string | undefined>>): ResolveTxt =>
    async (name) => {
      const text = texts[name];
      if (text === undefined)
        throw Object.assign(new Error(`queryTxt ENOTFOUND ${name}`), { code: 'ENOTFOUND' });
      return [text.match(/.{1,255}/g) ?? []];
    };

  function ask(resolveTxt: ResolveTxt, options: { readonly json?: boolean } = {}) {
    return answered(root, (environment) => check(environment, options, resolveTxt), undefined, KEYS);
  }

  test('is content when both records have our keys', async () => {
    const { code, out } = await ask(dnsWith(values));
    expect(out).toBe(
      `ok    ${RSA_NAME}: the record has this key\nok    ${ED25519_NAME}: the record has this key`,
    );
    expect(code).toBe(0);
  });

  const CASES: [string, (ours: string, other: string) => string | undefined, string, RegExp][] = [
    ['no record', () => undefined, 'missing', /there is no TXT record/],
    ["another one's key", () => `v=DKIM1; k=ed25519; p=${'A'.repeat(43)}=`, 'other-key', /has another key/],
    ['a test', (ours) => `${ours}; t=y`, 'testing', /a test \(t=y\)/],
    ['a revoked key', () => 'v=DKIM1; k=ed25519; p=', 'revoked', /was revoked/],
    ['something else', () => 'v=spf1 -all', 'unusable', /version is spf1/],
  ];

  test.each(CASES)('finds %s', async (_what, text, kind, words) => {
    const dns = dnsWith({
      ...values,
      [ED25519_NAME]: text(values[ED25519_NAME] ?? '', values[RSA_NAME] ?? ''),
    });
    const { code, out } = await ask(dns);
    expect([code, out.split('\n')[0]]).toEqual([1, `ok    ${RSA_NAME}: the record has this key`]);
    expect(out.split('\n')[1]).toMatch(/^FAIL/);
    expect(out.split('\n')[1]).toMatch(words);
    expect(JSON.parse((await ask(dns, { json: true })).out).records[1].found.kind).toBe(kind);
  });

  test('finds two records where there may be one', async () => {
    const { code, out } = await ask(async (name) => [[values[name] ?? ''], ['v=spf1 -all']]);
    expect([code, out]).toEqual([1, expect.stringContaining('there are 2 TXT records')]);
  });

  test('does not take a silent DNS for a missing record', async () => {
    const { code, out } = await ask(() => Promise.reject(Object.assign(new Error(), { code: 'ETIMEOUT' })));
    expect([code, out]).toEqual([1, expect.stringContaining('no answer (ETIMEOUT), so nothing is known')]);
  });

  test('hides no fault of a resolver', async () => {
    await expect(ask(() => Promise.reject(new TypeError('a bug')))).rejects.toThrow('a bug');
  });
});
