import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fortnightIn } from '../support/environment-command-line.ts';
import { temporaryFolder } from '../support/stores.ts';

const FIXTURES = fileURLToPath(new URL('../fixtures/calendar', import.meta.url));

/** A workspace of the fixtures, to be written to. */
function workspaceWith(code: string): string {
  const root = temporaryFolder();
  cpSync(join(FIXTURES, code), root, { recursive: true });
  return root;
}

const calendarOf = (root: string) => readFileSync(join(root, 'calendar', 'calendar.yaml'), 'utf8');

describe('check --fix', () => {
  it('prints a unified diff beside the report, and finds nothing to do the second time', async () => {
    const root = workspaceWith('E101');
    const { out, err, code } = await fortnightIn(root, ['check', '--fix']);
    expect(err).toContain('--- a/calendar/calendar.yaml\n+++ b/calendar/calendar.yaml\n@@ -15,6 +15,6 @@\n');
    expect(err).toContain('+    title: "CP Systems Explained: The Hidden Cost of Strong Consistency"\n');
    expect([out, code]).toEqual(['ok  calendar/calendar.yaml: 2 topics, no fault found\n', 0]);
    const mended = calendarOf(root);
    expect(await fortnightIn(root, ['check', '--fix'])).toMatchObject({ err: '', code: 0 });
    expect(calendarOf(root)).toBe(mended);
  });

  it('only shows the diff with --dry-run', async () => {
    const root = workspaceWith('E102');
    const before = calendarOf(root);
    const { out, code } = await fortnightIn(root, ['check', '--fix', '--dry-run']);
    expect(out.split('\n').filter((line) => /^[-+] /.test(line))).toEqual(['+    track: personal']);
    expect([calendarOf(root), code]).toEqual([before, 1]);
  });

  it('leaves standard output to the data that was asked for', async () => {
    const { out, err } = await fortnightIn(workspaceWith('E101'), ['check', '--fix', '--format', 'json']);
    expect(JSON.parse(out)).toMatchObject({ version: 1, errors: 0, diagnostics: [] });
    expect(err).toContain('@@');
  });
});

describe('check --format', () => {
  it('json is what --json prints', async () => {
    const root = join(FIXTURES, 'E201');
    const long = await fortnightIn(root, ['check', '--format', 'json']);
    expect(await fortnightIn(root, ['check', '--json'])).toEqual(long);
  });

  it('github annotates the line, and says nothing when there is nothing to say', async () => {
    expect(await fortnightIn(join(FIXTURES, 'E108'), ['check', '--format', 'github'])).toMatchObject({
      out: '::error file=calendar/calendar.yaml,line=21,col=17,endColumn=27,title=E108::`2026-02-30` is not a date%0Adates are written YYYY-MM-DD, like 2026-12-08\n',
      code: 1,
    });
    const root = workspaceWith('E101');
    await fortnightIn(root, ['check', '--fix']);
    expect(await fortnightIn(root, ['check', '--format', 'github'])).toMatchObject({ out: '', code: 0 });
  });

  it('sarif is a log with the rules', async () => {
    const { out } = await fortnightIn(join(FIXTURES, 'E402'), ['check', '--format', 'sarif']);
    const [run] = JSON.parse(out).runs;
    expect(run.results).toMatchObject([
      {
        ruleId: 'E402',
        locations: [{ physicalLocation: { artifactLocation: { uri: 'calendar/posts/fenced.md' } } }],
      },
    ]);
    expect(run.tool.driver.rules[run.results[0].ruleIndex].id).toBe('E402');
  });

  it('refuses what it does not know', async () => {
    expect((await fortnightIn(join(FIXTURES, 'E101'), ['check', '--format', 'xml'])).code).toBe(2);
  });
});

it('checks as of another moment, against other facts', async () => {
  const root = workspaceWith('W511');
  const { out } = await fortnightIn(root, ['check', '--now', '2027-02-01T12:00:00Z']);
  expect(out).toContain('W502');
  const publications = [{ topic: 'raft', slot: null, at: '2026-10-28T12:00:00Z' }];
  writeFileSync(join(root, 'other.json'), JSON.stringify({ version: 1, slots: [], publications }));
  expect((await fortnightIn(root, ['check', '--facts', join(root, 'other.json')])).out).not.toContain('W511');
  await expect(fortnightIn(root, ['check', '--facts', join(root, 'no.json')])).rejects.toMatchObject({
    code: 'configuration',
  });
});
