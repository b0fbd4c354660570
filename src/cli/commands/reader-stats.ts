import { type Growth, growthOf, type Period } from '../../domain/readers/growth.ts';
import type { Environment, ExitCode } from '../environment.ts';
import type { Paint, Terminal } from '../terminal.ts';
import { counted, grouped } from '../words.ts';

interface Options {
  readonly by: Period;
  readonly last: number;
  readonly json?: boolean;
}

/** `fortnight subscribers stats`: who came and who left, period by period; on a terminal with bars. */
export async function stats(environment: Environment, options: Options): Promise<ExitCode> {
  const { terminal } = environment;
  const app = await environment.app();
  const growth = growthOf(await app.store.readerDays(), options.by, app.clock.now());
  const shown = growth.slice(-options.last);
  const count = await app.store.countSubscribers();
  if (options.json === true) {
    const periods = shown.map((one) => ({ ...one, net: one.joined - one.left }));
    terminal.out(JSON.stringify({ version: 1, by: options.by, periods, now: count }, null, 2));
    return 0;
  }
  if (shown.length === 0) terminal.out('nobody has subscribed yet');
  else for (const line of growthLines(shown, options.by, terminal)) terminal.out(line);
  terminal.err(
    terminal.paint(
      'muted',
      `${counted(count.active, 'active reader')}, ${grouped(count.pending)} yet to confirm, ${grouped(count.unsubscribed)} unsubscribed`,
    ),
  );
  return 0;
}

/** Wide enough for a bar to say something. */
const NARROWEST_BAR = 10;

function growthLines(
  rows: readonly Growth[],
  by: Period,
  { paint, columns, interactive }: Terminal,
): readonly string[] {
  const cells = rows.map(({ name, joined, left, readers }) => [
    name,
    signed(joined, '+'),
    signed(left, '-'),
    joined >= left ? signed(joined - left, '+') : signed(left - joined, '-'),
    grouped(readers),
  ]);
  const head = [by === 'month' ? 'Month' : 'From', 'Joined', 'Left', 'Net', 'Readers'];
  const widths = head.map((title, index) =>
    Math.max(title.length, ...cells.map((row) => row[index]?.length ?? 0)),
  );
  const text = (row: readonly string[]): string =>
    row
      .map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0)))
      .join('  ');
  const used = widths.reduce((sum, width) => sum + width + 2, 0);
  const room = interactive ? Math.min(columns, 80) - used : 0;
  const most = Math.max(1, ...rows.map(({ readers }) => readers));
  const bars = rows.map((row) => (room < NARROWEST_BAR ? '' : `  ${bar(row, most, room, paint)}`));
  return [paint('muted', text(head)), ...cells.map((row, index) => `${text(row)}${bars[index] ?? ''}`)];
}

/** All readers at the end of the period; of those the new ones bright. */
function bar({ joined, left, readers }: Growth, most: number, room: number, paint: Paint): string {
  const whole = Math.round((Math.max(0, readers) / most) * room);
  const fresh = Math.min(whole, Math.round((Math.max(0, joined - left) / most) * room));
  return `${paint('muted', '█'.repeat(whole - fresh))}${paint('good', '█'.repeat(fresh))}`;
}

function signed(count: number, sign: '+' | '-'): string {
  return count === 0 ? '0' : `${sign}${grouped(count)}`;
}
