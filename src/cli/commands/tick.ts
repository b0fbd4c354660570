import { holdWords } from '../../app/notice-words.ts';
import { type TickReport, tick } from '../../app/tick.ts';
import { never } from '../../core/errors.ts';
import type { Environment, ExitCode } from '../environment.ts';
import type { Paint } from '../terminal.ts';

/** `fortnight tick`: one look, and what it led to. Mail that is due is sent by the worker. */
export async function tickNow(
  environment: Environment,
  options: { readonly json?: boolean },
): Promise<ExitCode> {
  const { terminal } = environment;
  const report = await tick(await environment.app());
  if (options.json === true) {
    terminal.out(JSON.stringify({ version: 1, ...report }, null, 2));
    return 0;
  }
  for (const line of tickWords(report, terminal.paint)) terminal.out(line);
  return 0;
}

function tickWords(report: TickReport, paint: Paint): string[] {
  const closed = report.decision.close.map(({ date, outcome }) =>
    outcome.kind === 'skipped' ? `${date} skipped` : paint('warn', `${date} missed (${outcome.reason})`),
  );
  const revised = report.revised === 0 ? [] : [`${report.revised} published posts have new words`];
  const pages = report.site.written + report.site.removed;
  const site = pages === 0 ? [] : [`${report.site.written} pages written, ${report.site.removed} removed`];
  const editions = report.editions.map(({ key, words }) => `${key}: ${words}`);
  return [...closed, nextWords(report, paint), ...revised, ...site, ...editions];
}

function nextWords(report: TickReport, paint: Paint): string {
  const { next } = report.decision;
  switch (next.kind) {
    case 'idle':
      return 'nothing is due';
    case 'publish':
      return report.published
        ? paint('good', `published ${next.topic} in the slot of ${next.slot.date}`)
        : `${next.topic} was published by another worker`;
    case 'hold':
      return paint('warn', `${next.slot.date} waits: ${holdWords(next.reason)}`);
    case 'needs-begin':
      return paint('warn', 'nothing is published until you say from when: fortnight begin --from DATE');
    default:
      return never(next);
  }
}
