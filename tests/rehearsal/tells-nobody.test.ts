import { expect, it } from 'vitest';
import { listeningHost } from '../support/listening-host.ts';
import { rehearseSample } from './sample.ts';

it('a rehearsal publishes, and tells nobody outside of it', async () => {
  const host = await listeningHost();
  const rehearsal = await rehearseSample({
    environment: {
      SMTP_URL: 'smtp://author:secret@relay.example:587?connections=5',
      FORTNIGHT_WEBSUB_HUB: host.url,
      FORTNIGHT_INDEXNOW_KEY: '0123456789abcdef',
      FORTNIGHT_INDEXNOW_URL: host.url,
    },
  });
  expect(rehearsal.counts.published).toBe(1);
  expect(host.heard()).toEqual([]);
}, 120_000);
