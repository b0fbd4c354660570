import { existsSync } from 'node:fs';
import PostalMime from 'postal-mime';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildProgram, type Running, run, start, until } from '../support/processes.ts';
import { emptyWorkspace } from '../support/workspaces.ts';

const READERS = ['alice@example.org', 'bob@example.net', 'carol@example.com'];

beforeAll(buildProgram);

describe('the demo', { timeout: 60_000 }, () => {
  it('checks every step, says so, ends with 0 and leaves nothing behind', async () => {
    const { code, out, err } = await run(emptyWorkspace(), ['demo', '--exit']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('"After CAP: PACELC and the Price of Latency" is on the web and in the feed');
    expect(out).toContain('3 of 3 mails arrived, each whole');
    expect(out).toContain('audience 3 = 3 sent + 0 failed + 0 skipped + 0 uncertain');
    expect(out).not.toContain('✗');
    expect(existsSync(workspaceIn(out))).toBe(false);
  });

  it('stays up with the post on the web and three whole mails in the mailbox, until Ctrl-C', async () => {
    const demo = start(emptyWorkspace(), ['demo']);
    await until('the demo to stay up', () => demo.out().includes('until you press Ctrl-C'));
    const site = linkTo(demo, 'Site');
    const post = linkTo(demo, 'Post');
    expect(post).toBe(`${site}posts/after-cap-pacelc/`);
    expect(await textAt(post)).toContain('<article');
    expect(await textAt(site)).toContain('/posts/after-cap-pacelc/');
    expect(await textAt(`${site}feed.xml`)).toContain(post);

    const mails = await editionMails(linkTo(demo, 'All mails'), post);
    expect(mails.map(({ to }) => to).sort()).toEqual(READERS);
    for (const mail of mails) {
      expect(mail).toMatchObject({ html: true, text: true, listUnsubscribe: 1, listUnsubscribePost: 1 });
    }

    const workspace = workspaceIn(demo.out());
    expect(existsSync(workspace)).toBe(true);
    demo.kill('SIGINT');
    expect(await demo.ended).toMatchObject({ code: 0, err: '' });
    expect(existsSync(workspace)).toBe(false);
  });
});

function linkTo(demo: Running, label: string): string {
  return new RegExp(`^ *${label} +(http\\S+)$`, 'm').exec(demo.out())?.[1] ?? `no link "${label}"`;
}

function workspaceIn(out: string): string {
  return /\(in (\S+)\)/.exec(out)?.[1] ?? 'no workspace';
}

async function textAt(url: string): Promise<string> {
  const response = await fetch(url);
  expect({ url, status: response.status }).toEqual({ url, status: 200 });
  return response.text();
}

/** The mails that lead to the post's page, as the mailbox serves them over HTTP. */
async function editionMails(mailbox: string, post: string) {
  const ids = new Set([...(await textAt(mailbox)).matchAll(/\/mailbox\/(\d[\w-]+)"/g)].map(([, id]) => id));
  const sources = await Promise.all([...ids].map((id) => textAt(`${mailbox}/${id}/raw`)));
  const mails = await Promise.all(sources.map(summaryOf));
  return mails.filter(({ archivedAt }) => archivedAt === `<${post}>`);
}

async function summaryOf(source: string) {
  const mail = await PostalMime.parse(source);
  const valuesOf = (key: string) =>
    mail.headers.filter((header) => header.key === key).map(({ value }) => value);
  return {
    to: mail.to?.map(({ address }) => address).join(),
    html: (mail.html ?? '').includes('PACELC'),
    text: (mail.text ?? '').includes('PACELC'),
    listUnsubscribe: valuesOf('list-unsubscribe').length,
    listUnsubscribePost: valuesOf('list-unsubscribe-post').length,
    archivedAt: valuesOf('archived-at').join(),
  };
}
