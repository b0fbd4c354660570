import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../package-root.ts';

export interface DemoWorkspace {
  readonly root: string;
  readonly port: number;
  remove(): Promise<void>;
}

/** A throw-away workspace with the shipped calendar, posts and templates, and a port that is free. */
export async function makeDemoWorkspace(preferredPort: number): Promise<DemoWorkspace> {
  const root = await mkdtemp(join(tmpdir(), 'fortnight-demo-'));
  for (const folder of ['calendar', 'emails']) {
    await cp(join(packageRoot(), folder), join(root, folder), { recursive: true });
  }
  const port = (await freePort(preferredPort)) ?? (await freePort(0)) ?? 0;
  return { root, port, remove: () => rm(root, { recursive: true, force: true }) };
}

/** The port, if it can be had now; 0 gives any free one. */
async function freePort(wanted: number): Promise<number | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(null)); // taken: that is the answer
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : null;
      probe.close(() => resolve(port));
    });
  });
}
