import { beforeAll, describe, expect, it } from 'vitest';
import { buildProgram, type Running, start, until } from '../support/processes.ts';
import { randomNumbers } from '../support/random-numbers.ts';
import { type Moment, type SmtpSink, startSink } from '../support/smtp-sink.ts';
import {
  begin,
  EDITION,
  importReaders,
  ledgerOf,
  readersIn,
  type ShownLedger,
  workspaceDueNow,
} from '../support/workspaces.ts';

/** As many rows as may be `sending` at once: all that one kill may leave unknown. */
const IN_FLIGHT = 10;

beforeAll(buildProgram);

describe('a worker that is killed in the middle of an edition', { timeout: 150_000 }, () => {
  it('mails nobody twice, and its successor can name everyone who may have been missed', async () => {
    await sendThroughKills(2_000, [{ after: 611, moment: 'data' }]);
  });

  it.each([1, 2, 3])('however often it is killed, and wherever (seed %i)', async (seed) => {
    const random = randomNumbers(seed);
    const kills = Array.from({ length: 3 }, () => ({
      after: 1 + Math.floor(random() * 150),
      moment: random() < 0.5 ? ('data' as const) : ('dot' as const),
    }));
    await sendThroughKills(600, kills);
  });
});

interface Kill {
  /** Counted in messages from the start of that process. */
  readonly after: number;
  readonly moment: Moment;
}

async function sendThroughKills(readers: number, kills: readonly Kill[]): Promise<void> {
  const root = workspaceDueNow();
  const sink = await startSink();
  const audience = await importReaders(root, readers);
  await begin(root);
  for (const kill of kills) {
    const ended = await killDuring(serve(root, sink), sink, kill);
    expect(ended.signal).toBe('SIGKILL');
    expect(await ledgerOf(root)).toMatchObject({ state: 'open', addsUp: true, audience: readers });
  }
  const last = serve(root, sink);
  await until('the edition to be complete', () => last.err().includes(`${EDITION} is complete`), 90);
  last.kill('SIGTERM');
  expect((await last.ended).code).toBe(0);
  accountForEverybody(audience, sink, await ledgerOf(root), kills.length);
}

function serve(root: string, sink: SmtpSink): Running {
  return start(root, ['serve'], { SMTP_URL: sink.url });
}

function killDuring(server: Running, sink: SmtpSink, { after, moment }: Kill): Running['ended'] {
  sink.atMessage(after, moment, () => server.kill('SIGKILL'));
  return server.ended;
}

function accountForEverybody(
  audience: readonly string[],
  sink: SmtpSink,
  ledger: ShownLedger,
  kills: number,
): void {
  const arrived = readersIn(sink.taken);
  const uncertain = new Set(ledger.readers.map(({ address }) => address));
  expect(new Set(arrived).size).toBe(arrived.length);
  expect(ledger).toMatchObject({ state: 'complete', addsUp: true, audience: audience.length });
  expect(ledger.sent + ledger.uncertain).toBe(audience.length);
  expect(ledger.readers.every(({ state }) => state.kind === 'uncertain')).toBe(true);
  expect(ledger.uncertain).toBe(uncertain.size);
  expect(ledger.uncertain).toBeGreaterThan(0);
  expect(ledger.uncertain).toBeLessThanOrEqual(kills * IN_FLIGHT);
  const missing = audience.filter((address) => !arrived.includes(address));
  expect(missing.filter((address) => !uncertain.has(address))).toEqual([]);
  const certain = audience.filter((address) => !uncertain.has(address));
  expect(arrived.filter((address) => !uncertain.has(address)).sort()).toEqual(certain.toSorted());
  expect(ledger.sent).toBe(certain.length);
}
