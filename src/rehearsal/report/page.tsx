import { raw } from 'hono/html';
import type { FC } from 'hono/jsx';
import type { ZoneName } from '../../core/zoned-time.ts';
import { baseCss } from '../../site/css/base.ts';
import { coloursCss } from '../../site/css/colours.ts';
import { dateInWords } from '../../site/dates.ts';
import { Mark } from '../../site/mark.tsx';
import { pageCss } from './page-css.ts';
import { BarKey, Slots } from './page-slots.tsx';
import { Years } from './page-years.tsx';
import type { Rehearsal } from './report.ts';
import { dayOf, number, outlookWords, replayWords, spanWords, totalsOf } from './words.ts';

/** A whole HTML document: no script, nothing from another host, readable on a phone and in the dark. */
export function rehearsalPage(rehearsal: Rehearsal): string {
  const { blog, from, until, zone } = rehearsal;
  const days = `${dateInWords(dayOf(from, zone as ZoneName))} to ${dateInWords(dayOf(until, zone as ZoneName))}`;
  const document = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{`${blog}, rehearsed: ${days}`}</title>
        <style>{raw([coloursCss(), baseCss, pageCss].join('\n'))}</style>
      </head>
      <body>
        <main class="sheet">
          <p class="brand">
            <Mark />
            <span>Fortnight · a rehearsal</span>
          </p>
          <h1>{blog}</h1>
          <Lead rehearsal={rehearsal} days={days} />
          <Figures rehearsal={rehearsal} />
          <Verdict rehearsal={rehearsal} />
          <Years rows={rehearsal.rows} />
          <BarKey rows={rehearsal.rows} />
          <Slots rows={rehearsal.rows} zone={zone as ZoneName} />
          <Faults rehearsal={rehearsal} />
          <Foot rehearsal={rehearsal} />
        </main>
      </body>
    </html>
  );
  return `<!doctype html>\n${document.toString()}\n`;
}

const Lead: FC<{ rehearsal: Rehearsal; days: string }> = ({ rehearsal, days }) => (
  <p class="lead">
    <strong>{days}</strong>: {spanWords(rehearsal.from, rehearsal.until)}, played in{' '}
    {rehearsal.seconds.toFixed(1)} seconds by the real application, on a clock of its own and against a mail
    server in memory.
  </p>
);

const Figures: FC<{ rehearsal: Rehearsal }> = ({ rehearsal }) => {
  const { counts, rows, readers } = rehearsal;
  const totals = totalsOf(rows);
  return (
    <dl class="figures">
      <Figure
        value={number(counts.published)}
        label={counts.published === 1 ? 'post published' : 'posts published'}
      />
      <Figure
        value={number(counts.missed)}
        label={counts.missed === 1 ? 'publishing day missed' : 'publishing days missed'}
      />
      <Figure value={number(totals.sent)} label={`mails sent, of ${number(totals.audience)}`} />
      <Figure value={number(totals.failed)} label="failed" />
      <Figure value={number(totals.uncertain)} label="uncertain" />
      <Figure
        value={number(readers.last)}
        label={
          readers.last === readers.first ? 'readers' : `readers, of ${number(readers.first)} at the start`
        }
      />
    </dl>
  );
};

const Figure: FC<{ value: string; label: string }> = ({ value, label }) => (
  <div>
    <dt>{label}</dt>
    <dd>{value}</dd>
  </div>
);

const Verdict: FC<{ rehearsal: Rehearsal }> = ({ rehearsal }) =>
  rehearsal.violations.length === 0 ? (
    <p class="verdict">
      Every promise was kept: each reader of each edition is accounted for.
      {outlookWords(rehearsal) === null ? null : ` Ahead: ${outlookWords(rehearsal)}.`}
    </p>
  ) : (
    <div class="verdict verdict-bad">
      <p>A promise was broken, and the rehearsal stopped there.</p>
      <ul>
        {rehearsal.violations.map(({ rule, words, event }) => (
          <li>
            <strong>{rule}</strong>, at event {event}: {words}
          </li>
        ))}
      </ul>
      <pre>{rehearsal.tail.slice(-20).join('\n')}</pre>
    </div>
  );

const Faults: FC<{ rehearsal: Rehearsal }> = ({ rehearsal: { incidents } }) =>
  incidents.length === 0 ? null : (
    <section>
      <h2>What went wrong, and what was done to it</h2>
      <ul class="faults">
        {incidents.map(({ what, times }) => (
          <li>
            <span>{what}</span>
            <b>{number(times)}</b>
          </li>
        ))}
      </ul>
    </section>
  );

const Foot: FC<{ rehearsal: Rehearsal }> = ({ rehearsal }) => (
  <footer>
    <p>The same again, to the last octet:</p>
    <pre>{replayWords(rehearsal)}</pre>
    <p>
      {number(rehearsal.events)} events; transcript <code>{rehearsal.transcriptHash.slice(0, 16)}</code>,
      ledger <code>{rehearsal.ledgerHash.slice(0, 16)}</code>
    </p>
  </footer>
);
