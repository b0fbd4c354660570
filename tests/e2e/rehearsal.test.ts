import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';
import { buildProgram, start } from '../support/processes.ts';
import { emptyWorkspace } from '../support/workspaces.ts';

beforeAll(buildProgram);

/** Each is three posts, their mailings, and all that a seed has in store for them; `tests/rehearsal/seeds.test.ts` has more of them in one process. */
const SEEDS = [1, 2, 3, 4];
const SPAN = ['--from', '2026-12-01', '--until', '2027-01-12', '--subscribers', '50', '--assume', 'planned'];

describe('a rehearsal with faults', { timeout: 240_000 }, () => {
  it(`keeps every promise, with seeds ${SEEDS.join(', ')}`, async () => {
    const root = workspace();
    for (const seed of SEEDS) {
      const { code, out } = await start(root, ['rehearse', '--faults', '--seed', `${seed}`, ...SPAN]).ended;
      expect({ seed, code, out: code === 0 ? '' : out }).toEqual({ seed, code: 0, out: '' });
    }
  });

  it('is the same in another process, however much that one has to wait for its files', async () => {
    const play = async (variables: Readonly<Record<string, string>>) => {
      const { out } = await start(
        workspace(),
        ['rehearse', '--faults', '--seed', '11', ...SPAN, '--json'],
        variables,
      ).ended;
      const { transcriptHash, ledgerHash, events } = JSON.parse(out);
      return { transcriptHash, ledgerHash, events };
    };
    const plenty = play({ UV_THREADPOOL_SIZE: '16' });
    const single = play({ UV_THREADPOOL_SIZE: '1', TZ: 'Pacific/Apia' });
    expect(await single).toEqual(await plenty);
  });
});

function workspace(): string {
  const root = emptyWorkspace();
  for (const folder of ['calendar', 'emails'])
    cpSync(join(packageRoot(), folder), join(root, folder), { recursive: true });
  return root;
}
