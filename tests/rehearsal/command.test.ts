import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';
import { workspaceAt } from '../../src/workspace/workspace.ts';
import { temporaryFolder } from '../support/stores.ts';
import { rehearseCommand } from './command-line.ts';
import { sampleWorkspace } from './sample.ts';

const WEEK = ['rehearse', '--from', '2026-12-06', '--until', '2026-12-13', '--subscribers', '12'];

describe('fortnight rehearse', () => {
  it('prints what its documentation shows', async () => {
    const guide = readFileSync(join(packageRoot(), 'docs', 'rehearsal.md'), 'utf8');
    const [, transcript = ''] = /```\n\$ (fortnight [\s\S]*?)```/.exec(guide) ?? [];
    const [command = '', ...printed] = transcript.trimEnd().split('\n');
    const shipped = workspaceAt(packageRoot(), join(temporaryFolder(), 'data'));
    const { code, out } = await rehearseCommand(shipped, command.split(' ').slice(1));
    expect(out.split('\n').slice(0, printed.length)).toEqual(printed);
    expect(printed.length).toBeGreaterThan(6);
    expect(code).toBe(0);
  });

  it('closes with the seed, how to tell two runs apart, and the verdict', async () => {
    const { out } = await rehearseCommand(sampleWorkspace(), WEEK);
    expect(out).toMatch(/Time: +7 days in \d+\.\d s \([\d,]+ events\)/);
    expect(out).toMatch(/Seed 1: transcript [0-9a-f]{16}, ledger [0-9a-f]{16}/);
    expect(out).toMatch(/Every promise was kept/);
  });

  it('gives the same as data', async () => {
    const { out, code } = await rehearseCommand(sampleWorkspace(), [...WEEK, '--json']);
    const data = JSON.parse(out);
    expect([code, data]).toMatchObject([
      0,
      {
        version: 1,
        seed: 1,
        faults: false,
        from: '2026-12-06T08:00:00.000Z',
        readers: { first: 12, last: 12 },
        counts: { published: 1, missed: 0, skipped: 0 },
        violations: [],
        rows: [
          {
            date: '2026-12-08',
            topic: 'pacelc',
            mailedAt: '2026-12-08T19:00:00.000Z',
            ledger: { audience: 12, sent: 12 },
          },
        ],
      },
    ]);
  });

  it('writes every event down, and a page, where it is told to', async () => {
    const folder = temporaryFolder();
    const [transcript, page] = [join(folder, 'events.txt'), join(folder, 'page.html')];
    const options = ['--transcript', transcript, '--html', page, '--faults', '--seed', '3'];
    const { code } = await rehearseCommand(sampleWorkspace(), [...WEEK, ...options]);
    expect(code).toBe(0);
    const lines = readFileSync(transcript, 'utf8').trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(200);
    expect(lines.filter((line) => !/^\d+ 20\d\d-\d\d-\d\dT[\d:.]+Z [\w #-]+: /.test(line))).toEqual([]);
    expect(readFileSync(page, 'utf8')).toMatch(/^<!doctype html>/);
  });

  it('shows how far it is: in one line that is redrawn, or now and then in a pipe', async () => {
    const watched = await rehearseCommand(sampleWorkspace(), WEEK, { interactive: true });
    expect(watched.drawn.some((text) => /━+─* +\d+ % +2026-12-\d\d +\d+ mails/.test(text))).toBe(true);
    expect([watched.drawn.at(-1), watched.err]).toEqual(['\r\u001b[K', '']);
    const piped = await rehearseCommand(sampleWorkspace(), WEEK);
    expect(piped.drawn).toEqual([]);
    expect(piped.err).toMatch(/^rehearsing: +\d+ % +2026-12-\d\d/);
  });

  it.each([
    ['--until', '2026-12-01', '--from', '2026-12-06'],
    ['--assume', 'nothing'],
    ['--subscribers', 'many'],
    ['--seed', '0'],
    ['--from', 'tomorrow'],
  ])('refuses %s %s %s %s with 2', async (...options) => {
    const { code, err } = await rehearseCommand(sampleWorkspace(), ['rehearse', ...options]);
    expect([code, err]).toEqual([2, expect.stringMatching(/^error: /)]);
  });
});
