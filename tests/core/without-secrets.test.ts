import { expect, it } from 'vitest';
import { withoutSecrets } from '../../src/core/without-secrets.ts';

it('blacks out the values of variables that are named like secrets, and nothing else', () => {
  const environment = {
    DEPLOY_TOKEN: 'abc123xyz',
    DB_PASSWORD: 'abc123xyz-long',
    HOME: '/srv/ali',
    KEY: '1',
  };
  expect(withoutSecrets('abc123xyz-long, abc123xyz in /srv/ali/1', environment)).toBe(
    '***, *** in /srv/ali/1',
  );
});

it('blacks out user and password in addresses', () => {
  expect(withoutSecrets('to https://ali:s3cret@host/x and ssh://git@host', {})).toBe(
    'to https://***@host/x and ssh://***@host',
  );
});
