import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { App } from './context.ts';
import { isDeployed } from './deploy-site.ts';
import type { Errand, ErrandOutcome, ErrandWords } from './run-errand.ts';
import { nowTold, type Pages, readTold, writeTold } from './told-pages.ts';

/** Hands a text to another host, and says what became of it. Never rejects. */
export type PostText = (
  url: string,
  body: { readonly type: string; readonly text: string },
  signal: AbortSignal,
) => Promise<PostOutcome>;

export type PostOutcome =
  /** `text`: the beginning of the answer. */
  | { readonly kind: 'answered'; readonly status: number; readonly text: string }
  /** `why` follows "it". */
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'stopped' };

/** Somebody elsewhere who is told which addresses of the site have changed. */
export interface Listener {
  /** Where it is told. */
  readonly url: string;
  /** The beginning of the names of its files in the data folder. */
  readonly files: string;
  /** How many addresses one request names at most. */
  readonly most: number;
  /** The addresses that may concern it, as the site lies there now. */
  readonly pages: () => Promise<Pages>;
  /** Those of which it is to be told. */
  readonly news: (told: Pages, now: Pages) => readonly string[];
  readonly body: (addresses: readonly string[]) => { readonly type: string; readonly text: string };
  readonly words: Omit<ErrandWords, 'again' | 'said' | 'silent'>;
}

/** Lines of an answer that are worth a look. */
const MOST_LINES = 5;

/**
 * Tells a listener whatever it has not been told of, request by request. What it was told is written down after each: who is killed before that
 * tells it once more. In test mode, null: nobody outside hears of a test. With a deploy command it waits until the site lies where it will be looked at.
 */
export function listenerErrand(app: App, listener: Listener): Errand | null {
  if (app.config.allMailTo !== null) return null;
  const { url, files, words } = listener;
  return {
    note: `${files}.note`,
    way: createHash('sha256').update(url).digest('hex'),
    mayRun: () => isDeployed(app),
    run: (signal) => tell(app, listener, signal),
    words: { ...words, again: 'it is told again', said: 'It answered:', silent: 'It said no more.' },
  };
}

async function tell(app: App, listener: Listener, signal: AbortSignal): Promise<ErrandOutcome> {
  const { url, files, most, pages, news, body } = listener;
  const file = join(app.workspace.data, `${files}.told`);
  const now = await pages();
  let told = await readTold(file, url);
  const addresses = news(told, now);
  for (let begun = 0; begun < addresses.length; begun += most) {
    const some = addresses.slice(begun, begun + most);
    const outcome = outcomeOf(await app.postText(url, body(some), signal));
    if (outcome.kind !== 'done') return outcome;
    told = nowTold(told, now, some);
    await writeTold(file, url, told);
  }
  if (addresses.length > 0) app.log.info(`${listener.words.who} was told of ${addresses.length} addresses`);
  return { kind: 'done' };
}

function outcomeOf(outcome: PostOutcome): ErrandOutcome {
  if (outcome.kind === 'stopped') return outcome;
  if (outcome.kind === 'failed') return { ...outcome, lines: [] };
  const { status, text } = outcome;
  if (status >= 200 && status < 300) return { kind: 'done' };
  const lines = text.split(/[\r\n]+/).map((line) => line.replace(/\p{Cc}/gu, ' ').trim());
  const said = lines.filter((line) => line !== '').slice(0, MOST_LINES);
  return { kind: 'failed', why: `answered ${status}`, lines: said };
}
