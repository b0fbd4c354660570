import { expect, it } from 'vitest';
import { signingStanding } from '../../src/app/signing-standing.ts';

const KEYS = [
  { selector: 'fortnight-rsa', file: '/keys/fortnight-rsa.pem' },
  { selector: 'fortnight-ed25519', file: '/keys/fortnight-ed25519.pem' },
];

function signing(domain: string | null, from: string | null) {
  const email = { from: `Ali <${from}>` };
  return signingStanding({ keys: KEYS, domain }, from === null ? null : ({ email } as never));
}

it('is nothing without a key', () => {
  expect(signingStanding(null, null)).toBeNull();
});

it('names every key, and the domain of the From address unless another is set', () => {
  const selectors = ['fortnight-rsa', 'fortnight-ed25519'];
  const aligned = { selectors, domain: 'blog.example', strangeTo: null };
  expect(signing(null, 'ali@blog.example')).toEqual(aligned);
  expect(signing('mail.blog.example', 'ali@blog.example')).toEqual({
    ...aligned,
    domain: 'mail.blog.example',
  });
  expect(signing(null, null)).toEqual({ ...aligned, domain: null });
});

it.each([
  ['relay.example', 'ali@blog.test', 'blog.test'],
  ['blog.example', 'ali@example.org', 'example.org'],
])('says that a signature of %s is a stranger to %s', (domain, from, strangeTo) => {
  expect(signing(domain, from)?.strangeTo).toBe(strangeTo);
});

it.each([
  ['example.org', 'ali@blog.example.org'],
  ['mail.example.org', 'ali@blog.example.org'],
  ['EXAMPLE.org', 'ali@example.ORG'],
])('takes %s for one organisation with the domain of %s', (domain, from) => {
  expect(signing(domain, from)?.strangeTo).toBeNull();
});
