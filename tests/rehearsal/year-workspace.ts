import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/package-root.ts';
import { type Workspace, workspaceAt } from '../../src/workspace/workspace.ts';
import { temporaryFolder } from '../support/stores.ts';

/** A post for each slot of a year. `cry` and `hash` are of the track cryptography, `sys` and `raft` of the other; `hash` and `raft` are series. */
const POSTS = [
  'hash-1 raft-1 hash-2 raft-2 sys-1 cry-1 hash-3 sys-2 raft-3 cry-2 sys-3 hash-4 sys-4',
  'cry-3 sys-5 cry-4 sys-6 cry-5 sys-7 cry-6 sys-8 cry-7 sys-9 cry-8 sys-10 cry-9',
].flatMap((line) => line.split(' '));

const HEAD = `blog:
  title: Imposter Syndrome
  tagline: Still learning
  author: { name: Ali, email: ali@example.com }
  url: https://example.com
  language: en
  postal_address: "PO Box 1, Seattle WA, USA"
cadence:
  anchor: 2026-12-08
  every: 14 days
  at: "09:00"
  zone: America/Los_Angeles
  when_not_ready: next-ready
  catch_up: 48h
email: { after: 2h, window: "08:00-18:00", approval: none }
tracks:
  systems: { title: Distributed systems, intro: "Start here." }
  cryptography: { title: Cryptography, intro: "Keep a secret." }
series:
  raft: { title: Raft, parts: 3 }
  hashing: { title: Hashing, parts: 4 }
topics:
`;

/** A workspace of its own, with all posts of a year written. */
export function yearWorkspace(): Workspace {
  const root = temporaryFolder();
  const posts = join(root, 'calendar', 'posts');
  mkdirSync(posts, { recursive: true });
  writeFileSync(join(root, 'calendar', 'calendar.yaml'), `${HEAD}${POSTS.map(topicLine).join('')}`);
  for (const id of POSTS) writeFileSync(join(posts, `${id}.md`), `The words of ${id}.\n`);
  cpSync(join(packageRoot(), 'emails'), join(root, 'emails'), { recursive: true });
  return workspaceAt(root, join(root, 'data'));
}

function topicLine(id: string): string {
  const [kind = '', number] = id.split('-');
  const track = kind === 'cry' || kind === 'hash' ? 'cryptography' : 'systems';
  const series = { raft: 'raft', hash: 'hashing' }[kind];
  const place = series === undefined ? '' : `, series: ${series}, part: ${number}`;
  return `  - { id: ${id}, title: "Post ${id}", track: ${track}, status: ready${place} }\n`;
}
