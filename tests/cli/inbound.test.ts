import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';
import { fortnight } from '../support/bare-workspace.ts';
import { emptyWorkspace } from '../support/workspaces.ts';

const SAMPLES = join(packageRoot(), 'tests', 'fixtures', 'inbound');
const BOUNCE = join(SAMPLES, 'postfix-2001-unknown-local.eml');

function say(...argv: readonly string[]) {
  return fortnight(emptyWorkspace(), ['inbound', 'classify', ...argv]);
}

describe('fortnight inbound classify', () => {
  test('says of a file what it is, whom it is about and what follows', async () => {
    const { code, out } = await say(BOUNCE);
    expect(code).toBe(0);
    expect(out).toMatch(/^bounce {6}\S+\.eml {2}\S+@\S+ \(5\.0\.0, mailbox-unknown, never again\)$/);
  });

  test('with --json gives one object a line, for every file of a folder', async () => {
    const { code, out } = await say('--json', SAMPLES);
    const lines = out.trimEnd().split('\n');
    expect(code).toBe(0);
    expect(lines.length).toBeGreaterThan(300);
    const one = JSON.parse(lines.find((line) => line.includes('postfix-2001-unknown-local')) ?? '');
    expect(one).toEqual({
      file: BOUNCE,
      kind: 'bounce',
      format: 'dsn',
      recipients: [
        {
          address: 'wietske@boxer.example.net',
          action: 'failed',
          status: '5.0.0',
          permanent: true,
          suppress: true,
          reason: 'mailbox-unknown',
        },
      ],
    });
  });

  test('says which file is not there', async () => {
    await expect(say('no-such-file.eml')).rejects.toThrow('no-such-file.eml does not exist');
  });
});
