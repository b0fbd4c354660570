import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';
import { buildProgram, succeed } from '../support/processes.ts';
import { emptyWorkspace } from '../support/workspaces.ts';

beforeAll(buildProgram);

test.each(['plan --from 2026-11-22 --count 12', 'plan --from 2026-11-22 --count 60 --json'])(
  'fortnight %s prints the same wherever the machine stands',
  async (command) => {
    const root = emptyWorkspace();
    cpSync(join(packageRoot(), 'calendar'), join(root, 'calendar'), { recursive: true });
    const zones = ['Pacific/Apia', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC'];
    const [first, ...others] = await Promise.all(
      zones.map((TZ) => succeed(root, command.split(' '), { TZ })),
    );
    expect(first).toContain('after-cap-pacelc');
    expect(others).toEqual([first, first, first]);
  },
);
